/// Wilder's relative strength index.
///
/// ```text
/// G, L: averages of max(Δx, 0), max(−Δx, 0); seed: mean of the first n changes, then s += (v − s)/n
/// RSI = 100 G / (G + L), 0…100
/// ```
///
/// Missing for the first n values, and while G + L = 0 (TA-Lib writes 0 there). Values that are not finite are no observations.
/// O(1), no allocation. Source: Wilder, New Concepts in Technical Trading Systems (1978); the golden definition `rsi`.
public struct RelativeStrengthIndex: Sendable {
  public let period: Int
  private var last: Double?
  private var changes = 0
  private var gain = 0.0
  private var loss = 0.0

  /// - Parameter period: n, at least 1.
  public init(period: Int = 14) {
    precondition(period >= 1, "a period is at least 1")
    self.period = period
  }

  /// Observes the next value.
  public mutating func update(_ value: Double) {
    guard value.isFinite else { return }
    defer { last = value }
    guard let last else { return }
    let up = max(value - last, 0)
    let down = max(last - value, 0)
    if changes < period {
      changes += 1
      gain += up
      loss += down
      if changes == period {
        gain /= Double(period)
        loss /= Double(period)
      }
    } else {
      gain += (up - gain) / Double(period)
      loss += (down - loss) / Double(period)
    }
  }

  /// The index after the last update.
  public var value: Double? {
    guard changes == period, gain + loss > 0 else { return nil }
    return 100 * gain / (gain + loss)
  }
}
