#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The few functions of libm that features need, in one place so that every column uses the same ones.
enum MathFunctions {
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
}
