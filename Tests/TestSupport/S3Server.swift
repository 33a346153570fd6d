public import Foundation

/// An independent S3 server on this machine (`Tests/storage/s3_server.py`), with one bucket and a key to it.
public final class S3Server: Sendable {
  /// Where it is.
  public let address: String
  /// The key's name.
  public let accessKey: String
  /// The key.
  public let secretKey: String
  /// The bucket's region.
  public let region: String
  private let process: RunningCommand

  /// Starts it; the PUTs of some numbers, counted from 1, lose their connection.
  public static func start(_ packages: String, cuts: [Int] = []) async throws -> S3Server {
    let process = try RunningCommand(
      script: "storage/s3_server.py", ["--cut-puts", cuts.map(String.init).joined(separator: ",")],
      python: "\(packages)/bin/python", environment: ["NO_PROXY": "127.0.0.1,localhost"])
    let line = try await process.firstLine()
    guard let facts = try? JSONDecoder().decode([String: String].self, from: Data(line.utf8)),
      let address = facts["address"], let accessKey = facts["accessKey"], let secretKey = facts["secretKey"],
      let region = facts["region"]
    else { throw Command.Failure(description: "the S3 server says of itself: \(line)") }
    return S3Server(address, accessKey, secretKey, region, process)
  }

  private init(
    _ address: String, _ accessKey: String, _ secretKey: String, _ region: String, _ process: RunningCommand
  ) {
    self.address = address
    self.accessKey = accessKey
    self.secretKey = secretKey
    self.region = region
    self.process = process
  }

  /// What AWS's own tools would read in the environment.
  public var environment: [String: String] {
    [
      "AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": accessKey, "AWS_SECRET_ACCESS_KEY": secretKey,
      "AWS_REGION": region,
    ]
  }

  /// What the server answers to a question of the tests: `judge`, or `object` and `sign` about a key.
  public func ask(_ question: String, key: String = "") throws -> Data {
    let arguments = ["-sSfG", "--noproxy", "*", "--data-urlencode", "key=\(key)", "\(address)/_\(question)"]
    return Data(try Command.output("curl", arguments).utf8)
  }
}
