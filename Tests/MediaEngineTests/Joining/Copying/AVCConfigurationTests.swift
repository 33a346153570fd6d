import Testing

@testable import MediaEngine

@Suite struct `H.264 parameter sets` {
  // Profile 100, level 31; sequence set 0 (a 1 bit after the level), picture set 0.
  private static let header: [UInt8] = [
    1, 100, 0, 31, 0xFF, 0xE1, 0, 5, 0x67, 100, 0, 31, 0xAC, 1, 0, 3, 0x68, 0xEB, 0xE3, 0xFD, 0xF8, 0xF8, 0,
  ]

  @Test func `what is read is written again`() throws {
    let configuration = try #require(AVCConfiguration(Self.header))
    #expect(configuration.sequenceSets.count == 1 && configuration.pictureSets.count == 1)
    #expect(configuration.bytes == Self.header)
  }

  @Test func `an encoder's sets are added where their numbers are free`() throws {
    var configuration = try #require(AVCConfiguration(Self.header))
    // Number 31 is 00000100000 in Exp-Golomb bits.
    let free: [UInt8] = [0, 0, 0, 1, 0x67, 100, 0, 31, 0x04, 0x10, 0, 0, 1, 0x68, 0x04, 0x1F]
    let added = configuration.add(annexB: free)
    #expect(added)
    #expect(configuration.sequenceSets.count == 2 && configuration.pictureSets.count == 2)
    #expect(AVCConfiguration(configuration.bytes) == configuration)
    var taken = try #require(AVCConfiguration(Self.header))
    let addedTwice = taken.add(annexB: [0, 0, 1, 0x67, 100, 0, 31, 0xAC])
    #expect(!addedTwice)
  }

  @Test func `bytes that are no configuration, or cut off, are told as such`() {
    for count in 0..<19 { #expect(AVCConfiguration(Array(Self.header.prefix(count))) == nil) }
    #expect(AVCConfiguration([0, 0, 0, 1, 0x67, 100, 0, 31, 0xAC]) == nil)
  }

  @Test func `start codes of three and four bytes, and zeros between, become lengths`() {
    let stream: [UInt8] = [0, 0, 0, 1, 0x65, 1, 2, 0, 0, 0, 0, 1, 0x41, 9, 0, 0, 1, 0x41, 7]
    #expect(AnnexB.lengthPrefixed(stream) == [0, 0, 0, 3, 0x65, 1, 2, 0, 0, 0, 2, 0x41, 9, 0, 0, 0, 2, 0x41, 7])
    #expect(AnnexB.units(of: []).isEmpty && AnnexB.units(of: [1, 2, 3]).isEmpty)
    #expect(AnnexB.startsAnew([0, 0, 0, 1, 6, 0, 0, 0, 1, 0x65]) { $0 & 31 == 5 })
    #expect(!AnnexB.startsAnew([0, 0, 0, 2, 0x41, 7]) { $0 & 31 == 5 })
    #expect(!AnnexB.startsAnew([0xFF, 0xFF, 0xFF, 0xFF, 0x41]) { $0 & 31 == 5 })
  }
}
