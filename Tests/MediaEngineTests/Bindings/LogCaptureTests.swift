import Testing

@testable import MediaEngine

/// Guards what is left of libav's lines when they are told.
@Suite struct LogCaptureTests {
  @Test(arguments: [
    ("[mov,mp4,m4a @ 0x55d0c8ff] moov atom not found", "[mov,mp4,m4a] moov atom not found"),
    ("[h264 @ 0x1] [a @ 0xfe]  x @ 0, y @ 0xg", "[h264] [a]  x @ 0, yg"), ("no address", "no address"), ("", ""),
  ])
  func `addresses say nothing to a reader`(line: String, told: String) {
    #expect(LogCapture.withoutAddresses(line) == told)
  }
}
