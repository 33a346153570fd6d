import Foundation
import GenerationClient
import MediaEngine

extension ManifestJob {
  /// Where a job's outputs go beyond this machine, one for each of them in order; `nil` where they stay.
  ///
  /// Below a storage's prefix an output is called as below the folder of the outputs.
  func destinations(of outputs: [JobOutput], _ manifest: BatchManifest) -> [StorageTarget]? {
    let targets = settings.deliver.compactMap(StorageTarget.init)
    guard let first = targets.first else { return nil }
    guard case .object = first else { return outputs.count == targets.count ? targets : nil }
    let folder = manifest.output.folder(below: manifest.folder).standardizedFileURL.path
    return outputs.map { output in
      let path = URL(fileURLWithPath: output.path).standardizedFileURL.path
      let name = path.hasPrefix(folder) ? path.dropFirst(folder.count).drop { $0 == "/" } : Substring(path)
      return first.appending(String(name))
    }
  }
}

extension BatchDesk {
  /// The outputs of a finished job that are still to be delivered elsewhere, by their index.
  func undelivered(_ outputs: [JobOutput], of job: ManifestJob) -> [(index: Int, target: StorageTarget)] {
    guard let targets = job.destinations(of: outputs, manifest) else { return [] }
    return targets.enumerated().compactMap { index, target in
      outputs[index].delivered == target.shown || !takes(target) ? nil : (index, target)
    }
  }

  /// A rehearsal delivers to this machine only: nobody's storage is filled with simulated videos.
  private func takes(_ target: StorageTarget) -> Bool {
    guard simulated else { return true }
    return storage?.isLoopback(target) ?? false
  }
}
