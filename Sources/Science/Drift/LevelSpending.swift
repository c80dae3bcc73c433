/// Spends one error level over endlessly many checks: check k = 1, 2, … gets α · 6/(π² k²), and all together get α.
public struct LevelSpending: Hashable, Sendable, Codable {
  /// The level of the whole run.
  public let alpha: Double
  /// Checks paid for so far.
  public private(set) var checks: UInt64 = 0

  /// A fresh budget.
  ///
  /// - Parameter alpha: 0…1, exclusive.
  public init(alpha: Double) {
    precondition(alpha > 0 && alpha < 1, "a level lies in 0…1")
    self.alpha = alpha
  }

  /// The level of the next check.
  public mutating func next() -> Double {
    checks += 1
    let k = Double(checks)
    return alpha * 6 / (.pi * .pi * k * k)
  }
}
