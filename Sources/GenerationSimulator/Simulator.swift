import FlyingFox
import FlyingSocks
public import Foundation
import MediaBasics

/// A loopback server that plays the services: it checks requests as they do, renders plainly marked clips, and fails
/// on demand.
///
/// All good keys share one account. Nothing but its own files is ever fetched, and nothing leaves the machine.
public actor Simulator {
  private let settings: SimulatorSettings
  private let tools: any MediaTools
  private var running: Running?
  private var starting: Task<URL, any Error>?

  private struct Running {
    let server: HTTPServer
    let task: Task<Void, any Error>
    let folder: StateFolder
    let renders: RenderQueue
    let backend: Backend
    let address: URL
  }

  /// A simulator, not started yet.
  public init(_ settings: SimulatorSettings = SimulatorSettings()) {
    self.init(settings, tools: EngineTools())
  }

  init(_ settings: SimulatorSettings, tools: any MediaTools) {
    self.settings = settings
    self.tools = tools
  }

  /// Starts listening and gives the address: `http://127.0.0.1:PORT`. Started already, it only gives the address.
  ///
  /// - Throws: `simulator.port` where the port is taken, `simulator.folder` where files can't be kept, `simulator.latency`
  ///   for a time that is none.
  public func start() async throws -> URL {
    if let running { return running.address }
    // Who asks while it comes up waits for the same one.
    let task = starting ?? Task { try await begin() }
    starting = task
    defer { starting = nil }
    return try await task.value
  }

  private func begin() async throws -> URL {
    guard settings.latency.isFinite, settings.latency >= 0 else { throw SimulatorError.latency(settings.latency) }
    let folder = try StateFolder(settings.folder)
    let renders = RenderQueue(
      tools: tools, folder: folder.renders, width: ProcessInfo.processInfo.activeProcessorCount)
    let media = try MediaStore(folder: folder.files, tools: tools)
    let tasks = TaskStore(folder: folder.tasks, media: media, renders: renders)
    let backend = Backend(
      settings: settings, media: media, tasks: tasks, journal: Journal(),
      faults: FaultInjector(settings.faults, seed: settings.seed), webhooks: WebhookCaller(tasks: tasks))
    try await tasks.resume()
    let (server, task) = try await listen(Router(backend: backend))
    guard case .ip4(_, let port) = await server.listeningAddress,
      let address = URL(string: "http://127.0.0.1:\(port)")
    else { throw SimulatorError.port(settings.port, "it has no address") }
    running = Running(
      server: server, task: task, folder: folder, renders: renders, backend: backend, address: address)
    return address
  }

  /// Stops listening, ends what is being done, and removes the temporary folder where there is one.
  public func stop() async {
    // One that is coming up is stopped, too.
    if let starting { _ = try? await starting.value }
    guard let running else { return }
    self.running = nil
    await running.server.stop(timeout: 0)
    await running.renders.cancel()
    await running.backend.webhooks.cancel()
    running.task.cancel()
    _ = await running.task.result
    running.folder.removeIfTemporary()
  }

  /// What was received so far, as `GET /_sim/requests` tells it in JSON; `nil` before the start and after the stop.
  ///
  /// - `requests`: how many (`total`, `byKind` with `submit`, `poll`, `upload`, `download`, `other`), and the most that
  ///   came within any minute, downloads aside (`peakPerMinute`).
  /// - `tasks`: each generation request by its id (`taskUUID`), with `taskType`, `model`, how often and when it came
  ///   (`seen`, `times`), whether it was `accepted`, the codes it was refused with (`refusals`), how often it was
  ///   polled (`polls`), and the `request`, its media cut short.
  /// - `tasksInFlightPeak`: the most tasks that were accepted and not done at one time.
  /// - `uploads`: `count`, `bytes`, and each one's `bytes`, `sha256`, `kind` and `time` (`items`).
  public func received() async -> Data? {
    try? await running?.backend.journal.report().data()
  }

  private func listen(_ handler: Router) async throws -> (HTTPServer, Task<Void, any Error>) {
    let server = HTTPServer(
      config: HTTPServer.Configuration(
        address: try sockaddr_in.inet(ip4: "127.0.0.1", port: settings.port),
        // A `sync` task is answered when it is done.
        timeout: 3600,
        // A larger body is streamed, not kept for a second reading.
        sharedRequestBufferSize: 64 * 1024, sharedRequestReplaySize: 64 * 1024,
        logger: .disabled),
      handler: handler)
    // However busy the machine is: without a limit of its own this would give up after five seconds.
    let listening = Task { try await server.waitUntilListening(timeout: 3600) }
    let task = Task {
      do {
        try await server.run()
      } catch {
        listening.cancel()
        throw error
      }
    }
    do {
      try await listening.value
    } catch {
      task.cancel()
      guard case .failure(let reason) = await task.result else { throw error }
      throw SimulatorError.port(settings.port, reason.localizedDescription)
    }
    return (server, task)
  }
}
