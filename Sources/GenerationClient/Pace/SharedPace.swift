/// What all clients of one key keep to together, wherever they run: when the next request may go out, and how many tasks
/// are under way at the service.
public protocol SharedPace: Sendable {
  /// Takes a place among the requests of all, and tells how long it is until it is there.
  ///
  /// - Parameters:
  ///   - burst: how many may go out at once after a pause.
  ///   - interval: from one request to the next, past those.
  /// - Throws: where nothing may go out from here any more.
  func reserve(burst: Double, interval: Duration) async throws -> Duration

  /// Lets nobody's requests out for a while.
  func hold(for duration: Duration) async

  /// Takes a place for a task among those under way, if there is one; a task that has one keeps it.
  func enter(_ task: String, limit: Int) async throws -> SharedPlace

  /// Takes a place for a task that is at the service already, whether or not there is one.
  func note(_ task: String) async

  /// Gives a task's place to the same task under another id.
  func rename(_ task: String, to other: String) async

  /// Gives a task's place to others.
  func leave(_ task: String) async
}

/// Whether there is a place for another task.
public enum SharedPlace: Sendable, Hashable {
  /// The task has it.
  case taken
  /// There is none yet. Tasks that nobody follows any more, because who did is gone, are this client's from now on: it is
  /// to notice when they end.
  case full(adopted: Set<String>)
}
