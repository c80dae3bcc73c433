#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A sigmoid between a model's score and the probability of the event.
///
/// ```text
/// p(s) = 1 / (1 + exp(a·s + b))          a < 0 where a larger score means a likelier event
/// ```
///
/// Source: Platt 1999, *Probabilistic Outputs for Support Vector Machines*; numerics of Lin, Lin and Weng 2007.
public struct PlattCalibration: Hashable, Sendable {
  /// Slope.
  public let a: Double
  /// Offset.
  public let b: Double

  /// A sigmoid of finite numbers; `nil` for others.
  public init?(a: Double, b: Double) {
    guard a.isFinite, b.isFinite else { return nil }
    self.init(known: a, b)
  }

  private init(known a: Double, _ b: Double) { (self.a, self.b) = (a, b) }

  /// The probability at a score, 0…1. The exponential is taken of a negative number only, so that it cannot overflow.
  public func value(of score: Double) -> Double { Self.probability(a * score + b) }

  static func probability(_ exponent: Double) -> Double {
    if exponent >= 0 {
      let small = exp(-exponent)
      return small / (1 + small)
    }
    return 1 / (1 + exp(exponent))
  }

  /// Fits slope and offset by maximum likelihood, with Platt's targets in place of 0 and 1 so that separable samples stay finite.
  ///
  /// ```text
  /// minimise  −Σ t·ln p + (1 − t)·ln(1 − p)        t = (n₁ + 1)/(n₁ + 2) at an event, 1/(n₀ + 2) else
  /// ```
  ///
  /// Newton's method with backtracking on the convex objective, at most 100 steps.
  ///
  /// - Parameters:
  ///   - scores: finite, one an outcome.
  ///   - outcomes: did the event happen?
  /// - Throws: ``CalibrationError``.
  /// - Complexity: O(n) a step, about ten steps.
  public static func fit(_ scores: [Double], _ outcomes: [Bool]) throws(CalibrationError) -> PlattCalibration {
    precondition(scores.count == outcomes.count, "one outcome a score")
    let events = outcomes.count { $0 }
    guard events > 0, events < outcomes.count else { throw .oneClass(count: outcomes.count) }
    if let index = scores.firstIndex(where: { !$0.isFinite }) { throw .scoreNotFinite(index: index) }
    let problem = PlattProblem(scores: scores, outcomes: outcomes, events: events)
    let (a, b) = problem.solve()
    return PlattCalibration(known: a, b)
  }
}
