import Foundation
import MediaBasics

extension Ledger {
  /// What tells this ledger's folder from those that other machines have; `nil` where nothing was done with it yet, and
  /// where all share it anyway, because the ledger itself lies in it.
  ///
  /// A file in the folder names it: machines that share a folder are one place, whatever they call it.
  var place: String? {
    guard store is PostgresStore else { return nil }
    let text = try? String(contentsOf: placeFile, encoding: .utf8)
    return text.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The same, the folder named now where it has no name yet.
  func namedPlace() throws -> String? {
    guard store is PostgresStore else { return nil }
    if let place { return place }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let name = UUID().uuidString.lowercased()
    do {
      try OutputFile.write(placeFile, overwrite: false) { try Data("\(name)\n".utf8).write(to: $0) }
    } catch is FileError where place != nil {
      // Another process named it meanwhile.
    }
    return place ?? name
  }

  /// Whether what a job made lies in the folder of another machine, and is not to be missed here.
  func isElsewhere(_ job: JobRecord) -> Bool {
    job.place.map { $0 != place } ?? false
  }

  private var placeFile: URL { folder.appendingPathComponent("place") }
}
