public import Foundation

/// Which authorities vouch for a server's name, where the system's own list isn't the right one.
public struct TrustSettings: Hashable, Sendable {
  /// A file of PEM certificates.
  public var bundle: URL?
  /// A folder of certificates, named by their hashes as OpenSSL has it.
  public var folder: URL?

  /// The system's list, or another; `nil` leaves libcurl's default.
  public init(bundle: URL? = nil, folder: URL? = nil) {
    self.bundle = bundle
    self.folder = folder
  }

  /// What curl's users set: `CURL_CA_BUNDLE`, else `SSL_CERT_FILE`; `SSL_CERT_DIR`.
  public init(environment: [String: String]) {
    func place(_ names: String...) -> URL? {
      names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }.map { URL(fileURLWithPath: $0) }
    }
    self.init(bundle: place("CURL_CA_BUNDLE", "SSL_CERT_FILE"), folder: place("SSL_CERT_DIR"))
  }
}
