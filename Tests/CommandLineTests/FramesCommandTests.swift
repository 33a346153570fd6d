import MediaBasics
import TestSupport
import Testing

/// Guards the `frames` command's document: other programs place frame images by it.
@Suite struct FramesCommandTests {
  @Test(
    "positions come out as the rules of the timeline say",
    arguments: [
      (["--duration", "6", "--fps", "24", "--images", "1"], 144, [0]),
      (["--duration", "6", "--fps", "24", "--images", "2"], 144, [0, 143]),
      (["--duration", "5", "--fps", "24", "--images", "3"], 120, [0, 60, 119]),
      (["--duration", "5", "--fps", "24000/1001", "--images", "2"], 120, [0, 119]),
      (["--duration", "5", "--fps", "24", "--at", "last", "--at", "7", "--at", "first"], 120, [119, 7, 0]),
      (["--duration", "5", "--fps", "24"], 120, []),
    ])
  func positions(arguments: [String], total: Int, expected: [Int]) throws {
    let outcome = try Tool.run(["frames", "--json"] + arguments)
    #expect(outcome.status == 0)
    let json = try outcome.json()
    #expect(json["totalFrames"]?.int == total)
    #expect(json["positions"]?.elements?.compactMap(\.int) == expected)
  }

  @Test("a position outside or twice ends with 64 and names the range")
  func refused() throws {
    let outside = try Tool.run("frames", "--duration", "5", "--fps", "24", "--at", "120")
    #expect(outside.status == 64)
    #expect(outside.stderr.contains("its 120 frames are 0 … 119"))
    let twice = try Tool.run("frames", "--duration", "5", "--fps", "24", "--at", "first", "--at", "0", "--json")
    #expect(twice.status == 64)
    #expect(try twice.failure()["code"] == "timeline.conflict")
    #expect(try twice.failure()["details"]?["allowed"] == "0…119, each once")
  }
}
