import MediaBasics
import Testing

@testable import GenerationSimulator

@Suite struct FaultPlanTests {
  @Test func `the language says where, what and when`() throws {
    let plan = try FaultPlan(
      parsing:
        "submit:reset@3, poll:503@5%,download:truncate@2-4,url:expire@30s,ack:lost@4+,task:fail=timeoutProvider")
    #expect(plan.rules.map(\.point) == [.submit, .poll, .download, .url, .submit, .task])
    #expect(
      plan.rules.map(\.effect) == [
        .reset, .status(503), .truncate, .expire(30), .lost, .fail("timeoutProvider"),
      ])
    #expect(
      plan.rules.map(\.trigger) == [
        .events(3...3), .chance(0.05), .events(2...4), .always, .events(4...Int.max), .always,
      ])
  }

  @Test func `an empty plan has no faults`() throws {
    #expect(try FaultPlan(parsing: "").rules.isEmpty)
  }

  private static let wrong: [(String, String)] = [
    ("", "there is no ':' after the point"), ("submit", "there is no ':' after the point"),
    ("submt:reset", "there is no point 'submt'"),
    ("submit:truncate", "'truncate' can't happen at 'submit'"), ("submit:700", "'700' can't happen at 'submit'"),
    ("url:503", "'503' can't happen at 'url'"), ("submit:reset=3", "'reset' takes no argument"),
    ("submit:stall", "'stall' needs an argument"), ("submit:stall=soon", "'soon' is no number of seconds"),
    ("task:fail=", "'fail' needs an argument"), ("poll:503@x", "'x' is no occasion"),
    ("poll:503@0", "'0' is no occasion"), ("poll:503@4-2", "'4-2' is no occasion"),
    ("poll:503@101%", "'101%' is no occasion"), ("poll:503@1@2", "there is more than one '@'"),
  ]

  @Test(arguments: wrong)
  func `what can't be read is told with what is allowed`(text: String, problem: String) throws {
    let error = try #require(throws: SimulatorError.self) { _ = try FaultPlan(parsing: "poll:empty@9,\(text)") }
    #expect(error.report.code == "simulator.fault")
    #expect(error.report.kind == .usage)
    #expect(error.report.message == "The fault '\(text)' can't be read: \(problem).")
    #expect(error.report.hint?.contains("Allowed: ") == true)
  }

  @Test func `lots fall the same for the same seed, about as often as asked`() async throws {
    func fallen(seed: UInt64) async throws -> [Int] {
      let injector = FaultInjector(try FaultPlan(parsing: "poll:503@20%"), seed: seed)
      var events: [Int] = []
      for event in 0..<500 where await injector.next(.poll) != .none { events.append(event) }
      return events
    }
    let once = try await fallen(seed: 7)
    #expect(try await fallen(seed: 7) == once)
    #expect(try await fallen(seed: 8) != once)
    #expect((60...140).contains(once.count))
  }

  @Test func `each point counts its own events, any counts them all`() async throws {
    let injector = FaultInjector(try FaultPlan(parsing: "poll:reset@2,any:429@4"), seed: 0)
    var effects: [FaultEffect] = []
    for point in [FaultPoint.submit, .poll, .poll, .submit, .poll] { effects.append(await injector.next(point)) }
    #expect(effects == [.none, .none, .reset, .status(429), .none])
  }
}
