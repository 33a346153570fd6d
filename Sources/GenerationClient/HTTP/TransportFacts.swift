import CCurl

/// What the transport library of this system is.
public enum TransportFacts {
  /// libcurl's version with those of the libraries that it uses: `libcurl/7.88.1 OpenSSL/3.0.19 …`.
  public static var versions: String {
    curl_version().map { String(cString: $0) } ?? "unknown"
  }
}
