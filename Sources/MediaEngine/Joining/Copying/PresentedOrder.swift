/// One clip's packets as numbers: for each in decode order, its place in presented order.
struct PresentedOrder: Hashable, Sendable {
  /// Place in presented order by place in decode order.
  let places: [Int]
  /// Places in decode order of the packets that forget everything before them.
  private let fresh: [Int]

  /// Ranks packets by their times, given in decode order; nil where two share a time.
  init?(times: [Int64], fresh: [Int] = [0]) {
    let order = times.indices.sorted { times[$0] < times[$1] }
    for (one, next) in zip(order, order.dropFirst()) where times[one] == times[next] { return nil }
    var places = [Int](repeating: 0, count: times.count)
    for (place, packet) in order.enumerated() { places[packet] = place }
    self.places = places
    self.fresh = fresh
  }

  /// The furthest that a packet is decoded before its turn to be shown would come: how far decode times must run ahead.
  var delay: Int { places.enumerated().map { $0.offset - $0.element }.max() ?? 0 }

  /// The most packets from the start that are also the first frames to be shown, at most `limit`: they can be copied
  /// without the rest.
  func cut(atMost limit: Int) -> Int {
    var (latest, cut) = (-1, 0)
    for (count, place) in places.prefix(limit).enumerated() {
      latest = max(latest, place)
      if latest == count { cut = count + 1 }
    }
    return cut
  }

  /// The first frame from `frame` on that all later packets can be copied with, without the ones before.
  func restart(from frame: Int) -> Int? { fresh.first { $0 >= frame && cut(atMost: $0) == $0 } }
}
