#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension BarrierTouch {
  /// ln(end / start), by log1p of the exact difference; NaN unless both are above 0.
  public var logReturn: Double { startPrice > 0 && endPrice > 0 ? log1p(simpleReturn) : .nan }
}
