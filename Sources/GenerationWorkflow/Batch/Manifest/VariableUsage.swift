import Foundation
import MediaEngine
import ModelCatalog

/// Which variables a manifest's jobs have, and which of them any text uses.
struct VariableUsage {
  var own: Set<String> = []
  var used: Set<String>

  /// Variables that nothing uses and that are called nearly like a setting: most likely meant to be that.
  func slips(in place: SourceNode.Place) -> [FileProblem] {
    own.subtracting(used).sorted().compactMap { name in
      guard let setting = JobSettings.meant(by: name) else { return nil }
      return FileProblem(
        file: place.file, line: nil, path: name,
        message:
          "no text uses this variable, and it is called nearly like the setting '\(setting)'; write \(setting), or call it otherwise"
      )
    }
  }

  /// Variables that nothing uses and that name pictures, where no job has one: videos of something else would be bought.
  func forgottenPictures(of jobs: [ManifestJob], in place: SourceNode.Place) -> [FileProblem] {
    guard jobs.allSatisfy(\.isBare) else { return [] }
    return own.subtracting(used).sorted().filter { name in
      let values = jobs.compactMap { $0.variables[name] }
      return zip(values, jobs).contains { value, job in
        guard case .file(let file) = job.media(value) else { return false }
        return ImageFiles.extensions.contains(file.pathExtension.lowercased())
          && FileManager.default.fileExists(atPath: file.path)
      }
    }.map { name in
      FileProblem(
        file: place.file, line: nil, path: name,
        message: "it names pictures, and no job has one; call it image, or leave it out")
    }
  }
}
