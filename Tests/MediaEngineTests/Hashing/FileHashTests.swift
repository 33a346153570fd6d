import Foundation
import MediaBasics
import MediaEngine
import TestSupport
import Testing

@Suite struct FileHashTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try Data("hello, world".utf8).write(to: folder / "a")
  }

  @Test func `a part's hash is that of its bytes`() async throws {
    let python = try Command.output(
      "/usr/bin/python3", ["-c", "import hashlib; print(hashlib.sha256(b'world').hexdigest())"])
    #expect(try await FileHash.sha256(of: folder / "a", range: 7..<12) == python.trimmingCharacters(in: .newlines))
    #expect(try await FileHash.sha256(of: folder / "a", range: 0..<12) == FileHash.sha256(of: folder / "a"))
    #expect(try await FileHash.sha256(of: folder / "a", range: 5..<5) == FileHash.sha256(Data()))
  }

  @Test(arguments: [-5..<5, 0..<13, 13..<13, Int64.min..<Int64.max, 0..<Int64.max] as [Range<Int64>])
  func `a part that doesn't lie inside the file is refused with the file's length`(range: Range<Int64>) async throws {
    let error = await #expect(throws: FileError.self) { try await FileHash.sha256(of: folder / "a", range: range) }
    #expect(error?.report.code == "file.range" && error?.report.kind == .usage)
    #expect(error?.report.message.hasSuffix("which has 12 bytes.") == true)
  }
}
