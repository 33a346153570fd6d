import MediaBasics
import Testing

@testable import MediaEngine

@Suite struct `Quality to CRF` {
  @Test(arguments: VideoCodec.allCases)
  func `more quality never means a higher CRF`(codec: VideoCodec) throws {
    let table = QualityTable(for: codec)
    let factors = try QualityTable.range.map { try #require(Double(try table.crf(quality: $0))) }
    #expect(zip(factors.dropFirst(), factors).allSatisfy { $0 <= $1 })
    #expect((factors.first ?? 0) - (factors.last ?? 0) >= 28)
  }

  @Test func `the table in the documentation is the table`() throws {
    let rows = [20, 30, 40, 50, 60, 70, 80, 90, 95, 99]
    for (codec, factors) in [
      (VideoCodec.h264, "40.0 36.5 32.9 29.4 25.8 22.3 18.7 15.2 13.4 12.0"),
      (.hevc, "42.0 38.5 34.9 31.4 27.8 24.3 20.7 17.2 15.4 14.0"), (.vp9, "58 53 47 42 37 31 26 21 18 16"),
      (.av1, "60 55 49 44 39 33 28 23 20 18"),
    ] {
      let table = QualityTable(for: codec)
      #expect(try rows.map { try table.crf(quality: $0) }.joined(separator: " ") == factors)
    }
  }

  @Test(arguments: [19, 100, -1])
  func `a quality outside is refused`(quality: Int) {
    let error = #expect(throws: MediaError.self) { try QualityTable(for: .h264).crf(quality: quality) }
    #expect(error?.report.message == "The quality is \(quality); 20 to 99 is possible.")
  }
}
