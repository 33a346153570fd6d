import Foundation
import TestSupport
import Testing

@testable import GenerationSimulator

@Suite struct StateFolderTests {
  private static func exists(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }

  @Test func `a temporary folder goes, a named one stays`() throws {
    let temporary = try StateFolder(nil)
    #expect(Self.exists(temporary.tasks))
    temporary.removeIfTemporary()
    #expect(!Self.exists(temporary.tasks))
    let parent = try TemporaryFolder()
    let named = try StateFolder(parent / "state")
    named.removeIfTemporary()
    #expect(Self.exists(named.files))
  }

  @Test func `what a killed process left is cleared away`() throws {
    // No process has so high a number: Linux ends at 4194304.
    let left = FileManager.default.temporaryDirectory.appendingPathComponent("rwmedia-sim-4999999-\(UUID())")
    try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
    try StateFolder(nil).removeIfTemporary()
    #expect(!Self.exists(left))
  }

  @Test func `a folder that can't be made is told`() throws {
    let error = try #require(throws: SimulatorError.self) {
      _ = try StateFolder(URL(fileURLWithPath: "/dev/null/state"))
    }
    #expect("\(error)".hasPrefix("The simulator can't keep its files in '/dev/null/state': "))
  }
}
