public import Foundation

/// Tells files of this machine from what other URLs name: their path alone would be some other file.
public enum LocalFile {
  /// Checks that a URL names a file of this machine.
  ///
  /// - Throws: `file.not-local` for `https://…`, `file://another-host/…` and the like.
  public static func check(_ url: URL) throws(FileError) {
    guard isLocal(url) else { throw .notLocal(shown(url)) }
  }

  static func isLocal(_ url: URL) -> Bool {
    guard url.isFileURL else { return false }
    let host = url.host ?? ""
    return host.isEmpty || host.lowercased() == "localhost"
  }

  /// The URL without what may be secret: a password, a signature.
  private static func shown(_ url: URL) -> String {
    guard var parts = URLComponents(url: url, resolvingAgainstBaseURL: true) else { return url.path }
    (parts.user, parts.password, parts.query, parts.fragment) = (nil, nil, nil, nil)
    return parts.string ?? url.path
  }
}
