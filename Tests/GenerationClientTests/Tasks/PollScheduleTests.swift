import Testing

@testable import GenerationClient

/// Guards when a task is asked for.
struct PollScheduleTests {
  /// The moments at which a task of `length` is asked for, until it is done.
  private func moments(_ schedule: PollSchedule, usual: Duration?, length: Duration) -> [Double] {
    var now = schedule.first
    var moments: [Double] = []
    while true {
      moments.append(now.inSeconds)
      if now >= length { return moments }
      now += schedule.pause(elapsed: now, asked: moments.count - 1, usual: usual)
    }
  }

  @Test func `a given interval is kept, whatever is usual`() {
    let schedule = PollSchedule(interval: .seconds(5))
    #expect(moments(schedule, usual: .seconds(100), length: .seconds(16)) == [1, 6, 11, 16])
  }

  @Test func `a model that nobody knows is asked closely at first, then steadily`() {
    let schedule = PollSchedule(interval: .seconds(5), adapts: true)
    #expect(
      moments(schedule, usual: nil, length: .seconds(20)) == [1, 2, 3.5, 5.75, 9.125, 14.125, 19.125, 24.125])
  }

  @Test func `a model with a usual time is asked seldom before it and steadily around it`() {
    let schedule = PollSchedule(interval: .seconds(5), adapts: true)
    let asked = moments(schedule, usual: .seconds(240), length: .seconds(240))
    #expect(asked.prefix(5) == [1, 61, 121, 180, 185])
    #expect(asked.count < 20)
    #expect(asked.last == 240)
  }

  @Test func `a usual time that is far off delays nothing by more than a minute`() {
    let schedule = PollSchedule(interval: .seconds(5), adapts: true)
    let asked = moments(schedule, usual: .seconds(100_000), length: .seconds(30))
    #expect(asked == [1, 61])
  }
}
