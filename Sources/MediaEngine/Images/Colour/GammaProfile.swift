import Foundation

/// Writes a minimal ICC version 2 profile: one gamma for all bands, and primaries where there is colour.
struct GammaProfile {
  /// The exponent that makes light of a sample.
  let exponent: Double
  /// `nil` for a grey picture.
  let primaries: Matrix3?

  /// The profile's bytes (ICC.1:2022, clauses 7 to 10).
  var data: Data {
    var tags: [(name: String, content: Data)] = [("wtpt", xyz(Chromaticities.d50))]
    if let primaries {
      tags += [
        ("rXYZ", xyz(primaries.columns.0)), ("gXYZ", xyz(primaries.columns.1)), ("bXYZ", xyz(primaries.columns.2)),
        ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
      ]
    } else {
      tags += [("kTRC", curve)]
    }
    var table = number(tags.count)
    var contents = Data()
    for tag in tags {
      table += Data(tag.name.utf8) + number(132 + 12 * tags.count + contents.count) + number(tag.content.count)
      contents += tag.content
    }
    return header(length: 128 + table.count + contents.count) + table + contents
  }

  private func header(length: Int) -> Data {
    var header = Data(count: 128)
    func put(_ bytes: Data, at offset: Int) { header.replaceSubrange(offset..<offset + bytes.count, with: bytes) }
    put(number(length), at: 0)
    put(number(0x0210_0000), at: 8)
    put(Data("mntr".utf8) + Data((primaries == nil ? "GRAY" : "RGB ").utf8) + Data("XYZ ".utf8), at: 12)
    put(Data("acsp".utf8), at: 36)
    put(xyz(Chromaticities.d50).dropFirst(8), at: 68)
    return header
  }

  /// A gamma as an 8.8 fixed-point number, padded to four bytes.
  private var curve: Data {
    let fixed = Int((min(max(exponent, 0.1), 10) * 256).rounded())
    return Data("curv".utf8) + number(0) + number(1) + number(fixed << 16)
  }

  private func xyz(_ color: SIMD3<Double>) -> Data {
    Data("XYZ ".utf8) + number(0)
      + [color.x, color.y, color.z].reduce(Data()) { $0 + number(Int(($1 * 65_536).rounded())) }
  }

  private func number(_ value: Int) -> Data {
    let bits = UInt32(truncatingIfNeeded: value)
    return Data([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: bits >> $0) })
  }
}
