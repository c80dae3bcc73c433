/// A rising function between a model's score and the probability of the event, given by knots.
///
/// ```text
/// linear   p(s) = y[i] + (s − x[i]) · (y[i+1] − y[i]) / (x[i+1] − x[i])          x[i] ≤ s < x[i+1]
/// step     p(s) = y[i]
/// ```
///
/// Outside the knots it is the first or the last y. A NaN gives NaN.
public struct IsotonicCalibration: Hashable, Sendable {
  /// What stands between two knots.
  public enum Interpolation: String, Hashable, Sendable, CaseIterable {
    case linear, step
  }

  /// Most knots a calibration holds.
  public static let limit = 65_536

  /// Scores, strictly ascending.
  public let x: [Double]
  /// Probabilities 0…1, never falling; one a score.
  public let y: [Double]
  /// Between the knots.
  public let interpolation: Interpolation

  /// A function through these knots; `nil` when there is none or too many, `x` does not ascend, or `y` falls or leaves 0…1.
  public init?(x: [Double], y: [Double], interpolation: Interpolation = .linear) {
    guard !x.isEmpty, x.count == y.count, x.count <= Self.limit else { return nil }
    guard x.allSatisfy(\.isFinite), y.allSatisfy({ (0...1).contains($0) }) else { return nil }
    for index in x.indices.dropFirst() where x[index] <= x[index - 1] || y[index] < y[index - 1] { return nil }
    self.x = x
    self.y = y
    self.interpolation = interpolation
  }

  /// The probability at a score, 0…1.
  ///
  /// - Complexity: O(log knots), no allocation.
  public func value(of score: Double) -> Double { Self.value(of: score, x.span, y.span, interpolation) }

  /// As above, of knots that stand elsewhere.
  @inline(__always) static func value(of score: Double, _ x: Span<Double>, _ y: Span<Double>, _ interpolation: Interpolation) -> Double {
    if score.isNaN { return .nan }
    var low = 0
    var high = x.count
    while low < high {  // the first knot above the score
      let middle = (low + high) / 2
      if x[middle] <= score { low = middle + 1 } else { high = middle }
    }
    if low == 0 { return y[0] }
    if low == x.count || interpolation == .step { return y[low - 1] }
    let (left, right) = (y[low - 1], y[low])
    // Halved so that a span as wide as the number line does not overflow; never beyond the right knot, whatever the rounding.
    let part = (score / 2 - x[low - 1] / 2) / (x[low] / 2 - x[low - 1] / 2)
    return min(left + part * (right - left), right)
  }
}
