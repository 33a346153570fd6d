import Foundation
import MediaBasics
import Testing

@testable import MediaEngine

@Suite struct `Fitting pictures` {
  private func size(_ text: String) throws -> PixelSize { try #require(PixelSize(text)) }

  private func source(
    _ coded: String, shown: String? = nil, matrix: ScaleMatrix? = .bt709, fullRange: Bool = false, plain: Bool = true
  ) throws -> PictureFitting.Source {
    PictureFitting.Source(
      coded: try size(coded), shown: try size(shown ?? coded), matrix: matrix, fullRange: fullRange, format: 0,
      isOutputFormat: plain)
  }

  @Test func `a picture that is right already is left alone`() throws {
    let fitting = PictureFitting(size: try size("320x180"))
    #expect(fitting.filters(for: try source("320x180")) == "null")
  }

  @Test func `another matrix or range is converted once`() throws {
    let fitting = PictureFitting(size: try size("320x180"))
    for source in [try source("320x180", matrix: .smpte170m), try source("320x180", fullRange: true)] {
      let filters = fitting.filters(for: source)
      #expect(filters.components(separatedBy: "out_color_matrix=bt709").count == 2, "\(filters)")
    }
  }

  @Test func `an even cut needs no detour, an odd one goes through full chroma`() throws {
    var fitting = PictureFitting(
      contentRect: PixelRect(x: 0, y: 2, width: 320, height: 176), size: try size("320x176"))
    #expect(fitting.filters(for: try source("320x180")) == "crop=320:176:0:2:exact=1,setsar=1")
    fitting.contentRect = PixelRect(x: 1, y: 2, width: 318, height: 176)
    fitting.size = try size("318x176")
    #expect(
      fitting.filters(for: try source("320x180")).hasSuffix(
        "yuv444p,crop=318:176:1:2:exact=1,format=yuv420p,setsar=1"))
  }
}
