public import Foundation

/// One picture of many: where it is, and where the prepared one goes.
public struct ImageJob: Hashable, Sendable {
  /// The picture to prepare.
  public var input: URL
  /// The file to write.
  public var output: URL

  /// A job with its parts.
  public init(input: URL, output: URL) {
    self.input = input
    self.output = output
  }

  /// One job for each input, in their order: into `folder`, under the input's name with the format's extension.
  ///
  /// Inputs that would come to the same name get a number: `mug.jpg`, `mug-2.jpg`. So does one that would come to the
  /// name of another input in that folder, which may not have been read by then.
  public static func jobs(for inputs: [URL], into folder: URL, format: ImageFormat) -> [ImageJob] {
    jobs(for: inputs, into: folder) { _ in format.fileExtension }
  }

  /// The same, with an extension for each input.
  public static func jobs(
    for inputs: [URL], into folder: URL, extension: (URL) -> String
  ) -> [ImageJob] {
    let place = real(folder)
    let inside = inputs.filter { real($0.deletingLastPathComponent()) == place }
    let names = Set(inside.map { $0.lastPathComponent.lowercased() })
    var taken: Set<String> = []
    return inputs.map { input in
      let stem = input.deletingPathExtension().lastPathComponent
      let suffix = `extension`(input)
      let isInside = real(input.deletingLastPathComponent()) == place
      let own = isInside ? input.lastPathComponent.lowercased() : nil
      var name = "\(stem).\(suffix)"
      var number = 2
      // Some file systems take no notice of case.
      while (names.contains(name.lowercased()) && name.lowercased() != own)
        || !taken.insert(name.lowercased()).inserted
      {
        name = "\(stem)-\(number).\(suffix)"
        number += 1
      }
      return ImageJob(input: input, output: folder.appendingPathComponent(name))
    }
  }

  private static func real(_ folder: URL) -> String {
    folder.standardizedFileURL.resolvingSymlinksInPath().path
  }
}
