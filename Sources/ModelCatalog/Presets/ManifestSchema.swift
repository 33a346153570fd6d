/// The JSON Schema of batch manifests, by which editors complete and check them.
public enum ManifestSchema {
  /// The schema, JSON Schema 2020-12.
  public static let text: String =
    EmbeddedFiles.all.first { $0.name == "schema/batch.json" }
    .map { String(decoding: $0.data, as: UTF8.self) } ?? "{}"
}
