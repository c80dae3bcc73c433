#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How good probabilities of an event are, once it is known whether it happened.
public struct BinaryMetrics: Hashable, Sendable {
  /// Rows judged.
  public let count: Int
  /// Rows in which the event happened.
  public let positives: Int
  /// Area under the ROC curve: chance that a positive row scores above a negative one, ties counted half. `nil` without rows of both kinds.
  public let auc: Double?
  /// −mean(y·ln p + (1 − y)·ln(1 − p)), in nats; p kept 1e-15 away from 0 and 1. `nil` without rows.
  public let logLoss: Double?
  /// mean((p − y)²), 0…1. `nil` without rows.
  public let brier: Double?

  /// Share of positives; `nil` without rows.
  public var baseRate: Double? { count == 0 ? nil : Double(positives) / Double(count) }

  /// Brier skill against always saying the base rate: 1 − brier / (r·(1 − r)); `nil` without rows of both kinds.
  public var brierSkill: Double? {
    guard let brier, let rate = baseRate, rate > 0, rate < 1 else { return nil }
    return 1 - brier / (rate * (1 - rate))
  }

  /// Judges probabilities.
  ///
  /// ```text
  /// auc = (Σ ranks of positives − n₊(n₊ + 1)/2) / (n₊ n₋)          mid-ranks for ties
  /// ```
  ///
  /// - Parameters:
  ///   - probabilities: 0…1, shape `[n]`.
  ///   - happened: shape `[n]`.
  /// - Precondition: equal lengths, probabilities in 0…1 (so no NaN).
  /// - Complexity: O(n log n), allocates one index a row.
  ///
  /// Source: Mann and Whitney 1947; Brier 1950.
  public init(probabilities: Span<Double>, happened: Span<Bool>) {
    precondition(probabilities.count == happened.count, "one outcome a probability")
    let rows = probabilities.count
    var squares = 0.0
    var logarithms = 0.0
    var positives = 0
    for row in 0..<rows {
      let probability = probabilities[row]
      precondition(probability >= 0 && probability <= 1, "a probability lies in 0…1")
      let error = probability - (happened[row] ? 1 : 0)
      squares += error * error
      let clipped = min(max(probability, 1e-15), 1 - 1e-15)
      logarithms -= happened[row] ? log(clipped) : log1p(-clipped)
      if happened[row] { positives += 1 }
    }
    count = rows
    self.positives = positives
    brier = rows == 0 ? nil : squares / Double(rows)
    logLoss = rows == 0 ? nil : logarithms / Double(rows)
    auc = Self.area(probabilities, happened, positives: positives)
  }

  private static func area(_ probabilities: Span<Double>, _ happened: Span<Bool>, positives: Int) -> Double? {
    let rows = probabilities.count
    guard positives > 0, positives < rows else { return nil }
    var order: [(probability: Double, happened: Bool)] = []
    order.reserveCapacity(rows)
    for row in 0..<rows { order.append((probabilities[row], happened[row])) }
    order.sort { $0.probability < $1.probability }
    // Twice the rank sum, in integers: mid-ranks are halves.
    var doubledRanks: Int128 = 0
    var start = 0
    while start < rows {
      var end = start
      var positivesHere = 0
      while end < rows, order[end].probability == order[start].probability {
        if order[end].happened { positivesHere += 1 }
        end += 1
      }
      doubledRanks += Int128(positivesHere) * Int128(start + 1 + end)
      start = end
    }
    let doubledPairs = doubledRanks - Int128(positives) * Int128(positives + 1)
    return Double(doubledPairs) / (2 * Double(positives) * Double(rows - positives))
  }
}
