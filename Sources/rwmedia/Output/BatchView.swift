import Foundation
import GenerationWorkflow
import MediaBasics
import ModelCatalog
import Synchronization

/// Shows a batch at work: on a terminal a block that is redrawn in place, elsewhere a line for each job that ends.
final class BatchView: Sendable {
  /// The most jobs that are shown at once.
  private static let rows = 8

  private struct State {
    var jobs = 0
    var before = 0
    var ended: [JobState: Int] = [:]
    var active: [(id: String, text: String)] = []
    var spent = Cost.zero
    var began = ContinuousClock.now
    var drawn: ContinuousClock.Instant?
    var lines = 0
  }

  private let console: Console
  private let limit: Decimal?
  private let state = Mutex(State())

  init(_ console: Console, limit: Decimal?) {
    self.console = console
    self.limit = limit
  }

  /// Takes what happens.
  var observer: BatchObserver {
    { event in self.state.withLock { self.take(event, &$0) } }
  }

  /// Takes the block off the terminal.
  func close() {
    state.withLock { state in
      console.draw(Self.clearing(state.lines))
      state.lines = 0
    }
  }

  private func take(_ event: BatchEvent, _ state: inout State) {
    switch event {
    case .planned(let jobs, let done): (state.jobs, state.before, state.began) = (jobs, done, .now)
    case .began(let id): state.active.append((id, "begins"))
    case .progress(let id, let update): Self.note(update, of: id, &state)
    case .note(let id, let text): say("\(id): \(text)", &state)
    case .spent(let cost): state.spent = cost
    case .ended(let id, let end, let failure):
      state.active.removeAll { $0.id == id }
      state.ended[end, default: 0] += 1
      if end != .done || !console.live {
        say("\(id): \(end.rawValue)\(failure.map { ": \($0.message)" } ?? "")", &state)
      }
    }
    redraw(&state)
  }

  private static func note(_ update: ProgressUpdate, of id: String, _ state: inout State) {
    guard let index = state.active.firstIndex(where: { $0.id == id }) else { return }
    var text = update.stage
    // The label that stands before the stage begins with the job's own name.
    if let colon = text.range(of: ": ") { text = String(text[colon.upperBound...]) }
    if let total = update.total, total > 0 { text += " \(update.completed * 100 / total) %" }
    state.active[index].text = text
  }

  private func say(_ text: String, _ state: inout State) {
    console.draw(Self.clearing(state.lines) + text + "\n")
    state.lines = 0
    state.drawn = nil
  }

  private func redraw(_ state: inout State) {
    guard console.live, state.drawn.map({ .now - $0 >= .milliseconds(100) }) ?? true else { return }
    var lines = [overall(state)]
    lines += state.active.prefix(Self.rows).map { "  \($0.id)  \($0.text)" }
    if state.active.count > Self.rows { lines.append("  and \(state.active.count - Self.rows) more") }
    // The terminal itself cuts what is too long for it: it alone knows how wide its letters are.
    let block = lines.map { String($0.prefix(Self.width)) + "\n" }.joined()
    console.draw("\(Self.clearing(state.lines))\u{1B}[?7l\(block)\u{1B}[?7h")
    state.lines = lines.count
    state.drawn = .now
  }

  private func overall(_ state: State) -> String {
    let ended = state.ended.values.reduce(0, +)
    let done = state.before + (state.ended[.done] ?? 0)
    let cells = state.jobs > 0 ? (state.before + ended) * 20 / state.jobs : 20
    let picture = String(repeating: "█", count: min(cells, 20)) + String(repeating: "░", count: max(20 - cells, 0))
    var text = "\(picture) \(done) of \(state.jobs) jobs done"
    if let failed = state.ended[.failed] { text += ", \(failed) failed" }
    text += ", \(state.spent)\(limit.map { " of \(Cost($0))" } ?? "") spent or set aside"
    let left = state.jobs - state.before - ended
    if ended > 0, left > 0 {
      let seconds = (ContinuousClock.now - state.began).components.seconds
      text += ", \(ProgressBar.clock(Double(seconds) / Double(ended) * Double(left))) left"
    }
    return text
  }

  private static func clearing(_ lines: Int) -> String {
    lines > 0 ? "\u{1B}[\(lines)A\r\u{1B}[J" : ""
  }

  /// The terminal's columns.
  private static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
    return Int(size.ws_col) - 1
  }
}
