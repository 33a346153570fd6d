import MediaBasics

/// Told how many bytes have gone one way, and of how many where that is known.
typealias ByteCounter = @Sendable (_ done: Int64, _ total: Int64?) -> Void

/// A counter that tells its counts as progress.
func counter(_ progress: ProgressHandler?, _ stage: String) -> ByteCounter? {
  guard let progress else { return nil }
  return { progress(ProgressUpdate(stage: stage, completed: $0, total: $1, unit: .bytes)) }
}
