import Foundation
import GenerationClient
import GenerationWorkflow
import MediaBasics

/// The way to storages, by what AWS's own tools read in the environment.
enum StorageAccess {
  /// The storage for a manifest's outputs; `nil` where they all stay here.
  ///
  /// - Parameters:
  ///   - rehearsal: nothing will be sent, so no key is needed.
  ///   - simulated: the videos are the simulator's, which leave this machine for no storage.
  /// - Throws: `storage.key` before anything is made, where a key is needed and missing.
  static func storage(
    for manifest: BatchManifest, rehearsal: Bool, simulated: Bool, _ console: Console
  ) throws -> ObjectStorage? {
    let targets = manifest.jobs.flatMap { $0.settings.deliver.compactMap(StorageTarget.init) }
    guard !targets.isEmpty else { return nil }
    let storage = try ObjectStorage(try settings(Settings(), console))
    guard !rehearsal else { return storage }
    let taken = targets.filter { !simulated || storage.isLoopback($0) }
    if taken.count < targets.count {
      console.note("This is a rehearsal: outputs stay here, nothing is delivered elsewhere.")
    }
    for target in taken { try storage.check(target) }
    return storage
  }

  private static func settings(_ values: Settings, _ console: Console) throws -> StorageSettings {
    var settings = StorageSettings()
    if let access = values["AWS_ACCESS_KEY_ID"] {
      settings.credentials = StorageSettings.Credentials(
        accessKey: access, secretKey: values["AWS_SECRET_ACCESS_KEY"] ?? "", sessionToken: values["AWS_SESSION_TOKEN"]
      )
    }
    settings.region = values["AWS_REGION"] ?? values["AWS_DEFAULT_REGION"] ?? settings.region
    if let text = values["AWS_ENDPOINT_URL_S3"] ?? values["AWS_ENDPOINT_URL"] {
      guard let endpoint = URL(string: text), endpoint.host != nil else {
        throw FailureReportError(
          FailureReport(
            code: "configuration.address", kind: .configuration,
            message: "AWS_ENDPOINT_URL is '\(text)', which is no address.",
            hint: "Write an https address, or unset it to use AWS."))
      }
      settings.endpoint = endpoint
    }
    settings.trust = TrustSettings(environment: ProcessInfo.processInfo.environment)
    settings.log = console.debugHandler
    return settings
  }
}
