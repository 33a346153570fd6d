import CVips
import Foundation

/// The one place where libvips is set up, entered and left.
enum VipsLibrary {
  private static let gate = ExclusiveGate()

  /// Loaded and set up once, at first use: one thread an operation, no cache of operations (no two pictures of a batch
  /// are alike), loaders that libvips itself doesn't trust shut, nothing printed.
  ///
  /// Work is parallel over files. With two threads on one file libvips 8.14 loses a decoder's errors: most truncated
  /// PNGs and TIFFs then come out as whole ones.
  private static let started = Result { () throws(MediaError) in
    if let reason = rw_vips_load() { throw .vipsUnavailable(String(cString: reason)) }
    guard VipsModules.withheld({ rw_vips_init("rwmedia") == 0 }) else {
      throw .vipsUnavailable(VipsFailure.taken().text)
    }
    rw_vips_concurrency_set(1)
    rw_vips_cache_set_max(0)
    rw_vips_block_untrusted_set(1)
    _ = rw_vips_set_log_handler { _, _, _, _ in }
  }

  /// Begins to load it beside what is done before the first picture; what fails is told there.
  static func loadAside() { _ = begun }

  private static let begun: Void = Thread.detachNewThread { _ = started }

  /// Its version, such as `8.14.1`.
  ///
  /// - Throws: `media.vips-unavailable`.
  static func version() throws(MediaError) -> String {
    try started.get()
    return (0..<3).map { "\(rw_vips_version(Int32($0)))" }.joined(separator: ".")
  }

  private static let assembly = NSRecursiveLock()

  /// Puts a pipeline together or takes it apart, one thread at a time.
  ///
  /// libvips before 8.15 compiles its loops with liborc, and a batch was seen to hang in 0.4.33's
  /// `orc_code_allocate_codemem` while pictures were made at the same time: its list of code seems to bear one thread at
  /// a time only. Doing without compiled loops would take a third more time.
  static func assembling<Result>(_ body: () -> Result) -> Result {
    assembly.lock()
    defer { assembly.unlock() }
    return body()
  }

  private static let vectorLoadersOpen: Void = {
    for loader in ["VipsForeignLoadSvg", "VipsForeignLoadPdf"] { rw_vips_operation_block_set(loader, 0) }
  }()

  /// Runs work that calls libvips on the thread of the caller.
  ///
  /// libvips collects the messages of all threads in one buffer. So work whose libvips calls fail is run a second
  /// time with nobody else inside: only then are the messages its own, whatever the company was. `body` is told
  /// whether it is alone, and must be repeatable.
  static func run<Result>(_ body: (_ isAlone: Bool) throws -> Result) throws -> Result {
    try started.get()
    defer { rw_vips_thread_shutdown() }
    do {
      return try gate.shared { try body(false) }
    } catch is VipsFailure {
      return try gate.alone {
        rw_vips_error_clear()
        return try body(true)
      }
    }
  }

  /// Lets SVG and PDF be loaded in this process; who may use that is decided file by file, before the load.
  static func openVectorLoaders() {
    _ = vectorLoadersOpen
  }

  /// Whether this build of libvips has an operation, such as `heifload_source`.
  ///
  /// - Parameter module: The module that may bring it, opened where it's missing: so ask only for a picture that may be read.
  static func has(operation: String, module: String? = nil) -> Bool {
    func isThere() -> Bool { rw_vips_type_find("VipsOperation", operation) != 0 }
    guard let module, !isThere() else { return isThere() }
    assembling { if !isThere() { VipsModules.open(module) } }
    return isThere()
  }
}

/// What libvips said when one of its calls failed; told to the user as part of a ``MediaError``.
struct VipsFailure: Error {
  /// The messages, without the names of libvips' parts.
  let text: String
  /// Whether the input is to blame, not what was done with it.
  var isOfInput = false

  /// Runs reading steps: what fails in them is the input's fault.
  static func ofInput<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch var failure as VipsFailure {
      failure.isOfInput = true
      throw failure
    }
  }

  /// Takes libvips' messages and clears them; called on the thread whose call failed.
  static func taken() -> VipsFailure {
    guard let buffer = rw_vips_error_buffer_copy() else { return VipsFailure(text: "") }
    defer { g_free(buffer) }
    var lines: [Substring] = []
    for line in String(cString: buffer).split(separator: "\n") {
      let message = line.split(separator: ": ", maxSplits: 1).last ?? line
      if !lines.contains(message) { lines.append(message) }
    }
    return VipsFailure(text: lines.joined(separator: "; "))
  }
}
