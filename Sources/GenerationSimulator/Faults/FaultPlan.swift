import Foundation

/// What is to go wrong, and when: read from the language of `--faults`.
///
/// A plan is a list of faults, `POINT:EFFECT[=ARGUMENT][@WHEN]`, separated by commas. Of the faults that fall on one
/// event, the first in the list counts.
///
/// | point | when it happens | effects |
/// | --- | --- | --- |
/// | `submit` | a request asks for generations | `reset`, `lost`, a status, `html`, `json`, `stall`, `redirect`, `endless` |
/// | `poll` | a request asks how tasks stand | the same, `empty`, `duplicate`, `shuffle` |
/// | `upload` | a request brings media | as `submit` |
/// | `download` | a file is fetched | `reset`, `lost`, a status, `html`, `stall`, `redirect`, `endless`, `truncate`, `drip`, `length` |
/// | `any` | any request | as `submit` |
/// | `url` | an address is told | `expire` |
/// | `task` | a task was accepted | `fail` |
/// | `clip` | a clip is ordered | `extra-frame` |
///
/// - `reset`: the connection is closed, nothing was done. `lost`: all was done, and the connection is closed without
///   the answer; `ack:lost` says the same as `submit:lost`.
/// - `503`, `429` and so on: that HTTP status, with an error in the service's shape (`Retry-After: 1` with 429 and 503).
/// - `html`: status 502 with a page; `json`: the answer breaks off in the middle of its JSON; `stall=5s`: the answer
///   comes five seconds late; `truncate`: half of the file comes, then the connection is closed.
/// - `redirect`: the answer leads to a plain http address elsewhere; `endless`: the answer never ends; `drip=1000`: the
///   file comes at so many bytes a second; `length`: its length is told as one byte too many.
/// - `empty`: `data` is empty; `duplicate`: each item comes twice; `shuffle`: items come in another order.
/// - `expire=30s` (or `url:expire@30s`): an address answers for thirty seconds after it was told.
/// - `fail=CODE`: the task fails when it's due; `extra-frame`: the clip has one frame more than duration × fps.
/// - `@3`: the third time only; `@3+`: from then on; `@3-5`: those; `@5%`: by lot, the same for the same seed; without
///   an occasion: always. Each point counts its own events, from 1.
public struct FaultPlan: Sendable {
  /// Nothing goes wrong.
  public static let none = FaultPlan()

  let rules: [FaultRule]

  private init() { rules = [] }

  /// Reads a plan; an empty text is ``none``.
  ///
  /// - Throws: `simulator.fault`, which names the fault that can't be read and what would be allowed.
  public init(parsing text: String) throws(SimulatorError) {
    var rules: [FaultRule] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: text.isEmpty) {
      rules.append(try FaultRule(part.trimmingCharacters(in: .whitespaces)))
    }
    self.rules = rules
  }
}
