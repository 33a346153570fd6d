import Foundation
import MediaBasics
import TestSupport

/// Pillow, as an independent judge of pictures.
enum Pillow {
  /// What Pillow reads from a picture.
  struct Picture: Decodable {
    let format: String
    let width: Int
    let height: Int
    let hasEXIF: Bool
    /// Red, green and blue at each asked place.
    let pixels: [[Int]]
  }

  /// Opens a picture and looks at the pixels at `places`, upright by EXIF where `upright` is true.
  static func open(_ file: URL, upright: Bool = false, at places: [(x: Int, y: Int)] = []) throws -> Picture {
    let script = """
      import json, sys
      from PIL import Image, ImageOps
      image = Image.open(sys.argv[1])
      form, exif = image.format, len(image.getexif()) > 0
      if sys.argv[2] == "upright": image = ImageOps.exif_transpose(image)
      rgb = image.convert("RGB")
      places = [tuple(map(int, place.split(","))) for place in sys.argv[3:]]
      print(json.dumps({"format": form, "width": rgb.width, "height": rgb.height, "hasEXIF": exif,
                        "pixels": [rgb.getpixel(place) for place in places]}))
      """
    let text = try Command.output(
      "/usr/bin/python3",
      ["-c", script, file.path, upright ? "upright" : "stored"] + places.map { "\($0.x),\($0.y)" })
    return try JSONDecoder().decode(Picture.self, from: Data(text.utf8))
  }

  /// Makes a picture with a Pillow expression, such as `Image.new("RGB", (40, 20), "red")`.
  static func make(_ expression: String, _ file: URL) throws {
    try Command.output(
      "/usr/bin/python3",
      ["-c", "import sys\nfrom PIL import Image\n\(expression).save(sys.argv[1])", file.path])
  }
}
