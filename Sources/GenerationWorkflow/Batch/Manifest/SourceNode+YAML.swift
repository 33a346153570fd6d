public import Foundation
public import ModelCatalog

extension SourceNode {
  /// Reads YAML, or JSON.
  ///
  /// - Throws: `workflow.manifest` with the line of what can't be read.
  public init(yaml data: Data, file: String) throws(WorkflowError) {
    self = try YAMLSource.read(data, file: file)
  }
}
