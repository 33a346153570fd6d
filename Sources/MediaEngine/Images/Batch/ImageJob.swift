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
  /// Inputs that would come to the same name get a number: `mug.jpg`, `mug-2.jpg`.
  public static func jobs(for inputs: [URL], into folder: URL, format: ImageFormat) -> [ImageJob] {
    var taken: Set<String> = []
    return inputs.map { input in
      let stem = input.deletingPathExtension().lastPathComponent
      var name = "\(stem).\(format.fileExtension)"
      var number = 2
      // Some file systems take no notice of case.
      while !taken.insert(name.lowercased()).inserted {
        name = "\(stem)-\(number).\(format.fileExtension)"
        number += 1
      }
      return ImageJob(input: input, output: folder.appendingPathComponent(name))
    }
  }
}
