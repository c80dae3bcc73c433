#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The few functions of libm that features need, in one place so that every column uses the same ones.
@usableFromInline enum MathFunctions {
  /// ln(now / then) of two positive integers below 2⁵³.
  ///
  /// By log1p of the exact difference: for a move of one tick in a million, ln of the rounded quotient would keep ten digits, this keeps all.
  @inline(__always) static func logRatio(_ now: Int64, over then: Int64) -> Double {
    log1p(Double(now - then) / Double(then))
  }

  /// 2^(−span / halfLife): the weight left after `span` nanoseconds.
  @inline(__always) static func halvings(_ span: Int64, halfLife: Double) -> Double {
    span == 0 ? 1 : exp2(-Double(span) / halfLife)
  }

  /// e^(−span / tau).
  @inline(__always) static func decay(_ span: Int64, tau: Double) -> Double {
    span == 0 ? 1 : exp(-Double(span) / tau)
  }

  /// a / b, NaN where b is 0: what has no value gets none.
  @inlinable @inline(__always) static func quotient(_ a: Double, _ b: Double) -> Double { b == 0 ? .nan : a / b }

  /// x / x' − 1, NaN where x' is 0 or NaN.
  @inline(__always) static func simpleReturn(_ now: Double, over then: Double) -> Double { quotient(now, then) - 1 }

  /// ln(x / x'), NaN where the quotient is not positive or x' is 0.
  @inline(__always) static func logReturn(_ now: Double, over then: Double) -> Double {
    let quotient = quotient(now, then)
    return quotient > 0 ? log(quotient) : .nan
  }

  /// ln x, NaN where x is not positive.
  @inline(__always) static func logarithm(_ x: Double) -> Double { x > 0 ? log(x) : .nan }

  /// The standard normal distribution function.
  static func normalDistribution(_ x: Double) -> Double { 0.5 * erfc(-x * 0.5.squareRoot()) }

  /// Sine and cosine of a share of a full turn.
  static func circle(_ share: Double) -> (sine: Double, cosine: Double) { (sin(2 * .pi * share), cos(2 * .pi * share)) }
}
