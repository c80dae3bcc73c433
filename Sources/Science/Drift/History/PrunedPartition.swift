/// The cheapest partition of a sequence into stretches, found exactly by pruned dynamic programming (PELT).
///
/// ```text
/// F(t) = min over s of F(s) + C(s, t) + β,   F(0) = −β,   t − s ≥ m
/// ```
/// An s with F(s) + C(s, t) > F(t) can never again be best at a T ≥ t + m, because splitting at t is cheaper; between t and t + m it still can, as a
/// stretch of t…T would be too short, so it is dropped only then.
///
/// - Complexity: O(n) costs when changes are many and spread, O(n²) when there is none.
///
/// Source: Killick, Fearnhead & Eckley 2012.
enum PrunedPartition {
  /// Inner borders of the cheapest partition, ascending; of equally cheap ones, the earliest last border.
  ///
  /// - Parameters:
  ///   - count: places, at least 1.
  ///   - minimum: shortest stretch, at least 1.
  ///   - penalty: β ≥ 0.
  ///   - cost: of places `from ..< to`; splitting must never cost more.
  static func borders(count: Int, minimum: Int, penalty: Double, cost: (_ from: Int, _ to: Int) -> Double) -> [Int] {
    guard count >= 2 * minimum else { return [] }
    var best = Array(repeating: Double.infinity, count: count + 1)
    var last = Array(repeating: 0, count: count + 1)
    best[0] = -penalty
    var candidates: [(place: Int, droppedAt: Int, value: Double)] = [(0, .max, 0)]
    for t in minimum...count {
      if t - minimum >= minimum { candidates.append((t - minimum, .max, 0)) }
      candidates.removeAll { $0.droppedAt <= t }
      for index in candidates.indices {
        let place = candidates[index].place
        let value = best[place] + cost(place, t) + penalty
        candidates[index].value = value
        if value < best[t] { (best[t], last[t]) = (value, place) }
      }
      for index in candidates.indices where candidates[index].droppedAt == .max && candidates[index].value - penalty > best[t] {
        candidates[index].droppedAt = t + minimum
      }
    }
    var borders: [Int] = []
    var t = last[count]
    while t > 0 {
      borders.append(t)
      t = last[t]
    }
    return borders.reversed()
  }
}
