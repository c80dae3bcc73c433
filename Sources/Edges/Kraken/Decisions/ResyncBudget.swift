/// How often something may be asked for anew: at most `limit` times in any window, so that a persistent fault never becomes a loop.
struct ResyncBudget: Sendable {
  let limit: Int
  let window: UInt64
  private var starts: [UInt64] = []

  init(limit: Int, windowSeconds: UInt64) {
    self.limit = limit
    window = windowSeconds * 1_000_000_000
  }

  /// Takes one from the budget.
  ///
  /// - Parameter now: monotonic nanoseconds.
  /// - Returns: `nil` when it was granted, else the time from which it will be.
  mutating func take(at now: UInt64) -> UInt64? {
    starts.removeAll { $0 + window <= now }
    guard starts.count >= limit else {
      starts.append(now)
      return nil
    }
    return starts[0] + window
  }
}
