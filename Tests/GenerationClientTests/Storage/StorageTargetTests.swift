import Foundation
import GenerationClient
import Testing

/// Guards what may be delivered to, and what of it is shown.
@Suite struct StorageTargetTests {
  @Test(arguments: [
    ("s3://shop-media", "s3://shop-media/a.mp4"), ("s3://shop-media/", "s3://shop-media/a.mp4"),
    ("s3://shop-media/autumn/2026/", "s3://shop-media/autumn/2026/a.mp4"),
    ("https://files.example.com/a.mp4?X-Amz-Signature=test-key", "https://files.example.com/a.mp4"),
    ("http://127.0.0.1:9000/a.mp4#x", "http://127.0.0.1:9000/a.mp4"),
  ])
  func `a place is read, and shown without what may be a signature`(text: String, shown: String) throws {
    #expect(try #require(StorageTarget(text)).appending("a.mp4").shown == shown)
  }

  @Test(arguments: [
    "", "out", "s3:/shop", "s3://", "s3://A_B/x", "s3://ab/x", "s3://-x@evil/x", "s3://shop-media/../x",
    "s3://shop-media//x/.",
    "s3://shop-media/a\nb", "http://example.com/a.mp4", "ftp://example.com/a", "file:///etc/passwd",
  ])
  func `anything else is no place`(text: String) {
    #expect(StorageTarget(text) == nil)
  }
}
