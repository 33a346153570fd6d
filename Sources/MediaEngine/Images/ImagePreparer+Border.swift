public import Foundation
public import MediaBasics

extension ImagePreparer {
  /// The colour of an encoded picture's own border where bars come to lie, as the `auto` background takes it: for
  /// whoever lays bars beside something else, such as the video that the picture is the first frame of.
  ///
  /// - Throws: as ``prepare(_:as:)``.
  public static func borderColor(of picture: Data, for size: PixelSize, fit: Fit) async throws -> Background {
    try await BlockingWork.run { cancellation in
      let limits = ImageLimits()
      let input = try ImageInput(data: picture, limits: limits, allowVector: false)
      let color = try ImagePipeline.run(on: input) { isAlone in
        let header = try input.header(within: limits)
        guard let source = header.facts.size else { throw MediaError.imageUnknown(input.name) }
        let placement = Placement(of: source, in: size, fit: fit)
        var warnings: [String] = []
        let decoder = ImageDecoder(
          input: input, header: header, lenient: false, isAlone: isAlone, cancellation: cancellation)
        return try decoder.decode(to: placement.scaled, &warnings) { picture, _ in
          try BorderColor(picture: picture).color(for: placement)
        }
      }
      return .color(red: color.red, green: color.green, blue: color.blue)
    }
  }
}
