/// Why a file can't be read or written.
public struct FileError: ReportedError {
  /// What was given, what is allowed, what to do.
  public let report: FailureReport

  private init(_ code: String, _ kind: FailureKind, _ file: String, _ message: String, hint: String) {
    report = FailureReport(
      code: "file.\(code)", kind: kind, message: message, hint: hint, details: ["file": .string(file)])
  }

  static func missing(_ file: String) -> FileError {
    FileError("missing", .missingInput, file, "There is no file '\(file)'.", hint: "Check the path.")
  }

  static func folder(_ file: String) -> FileError {
    FileError(
      "folder", .missingInput, file, "'\(file)' is a folder; a file was expected.", hint: "Name a file in it.")
  }

  /// A file that is there but can't be opened or read.
  public static func unreadable(_ file: String, _ reason: String) -> FileError {
    FileError(
      "unreadable", .missingInput, file,
      "'\(file)' can't be read: \(reason.hasSuffix(".") ? String(reason.dropLast()) : reason).",
      hint: "Check its permissions.")
  }

  static func noRegularFile(_ file: String) -> FileError {
    FileError(
      "no-regular-file", .badInput, file, "'\(file)' is a pipe or a device; a file was expected.",
      hint: "It is read more than once: save what comes from there to a file first.")
  }

  static func notLocal(_ url: String) -> FileError {
    FileError(
      "not-local", .usage, url, "'\(url)' is not on this machine; a local file is expected.",
      hint: "Give a path; what is elsewhere must be downloaded first.")
  }

  /// A part of a file that begins before it does or goes on beyond its end.
  public static func range(_ file: String, given: Range<Int64>, bytes: Int64) -> FileError {
    FileError(
      "range", .usage, file,
      "Bytes \(given.lowerBound) ..< \(given.upperBound) lie outside '\(file)', which has \(bytes) bytes.",
      hint: "Choose a part of 0 ..< \(bytes).")
  }

  static func empty(_ file: String) -> FileError {
    FileError(
      "empty", .badInput, file, "'\(file)' is empty (0 bytes).", hint: "Get the file again: it holds nothing.")
  }

  static func exists(_ file: String) -> FileError {
    FileError(
      "exists", .cannotWrite, file, "'\(file)' exists already.",
      hint: "Give --overwrite to replace it, or choose another name.")
  }

  static func nameTooLong(_ file: String, _ name: String) -> FileError {
    FileError(
      "name-too-long", .cannotWrite, file,
      "'\(file)' can't be written: its name has \(name.utf8.count) bytes, and \(ScratchLabel.longestName) are the most.",
      hint: "Choose a shorter name.")
  }

  static func noFolder(_ file: String, _ folder: String) -> FileError {
    FileError(
      "no-folder", .cannotWrite, file, "'\(file)' can't be written: there is no folder '\(folder)'.",
      hint: "Make the folder first, or choose another place.")
  }

  /// A file that can't be written.
  public static func unwritable(_ file: String, _ reason: String) -> FileError {
    FileError(
      "unwritable", .cannotWrite, file,
      "'\(file)' can't be written: \(reason.hasSuffix(".") ? String(reason.dropLast()) : reason).",
      hint: "Check free space and permissions, or choose another place.")
  }
}
