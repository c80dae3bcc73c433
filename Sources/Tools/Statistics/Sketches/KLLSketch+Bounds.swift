#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension KLLSketch {
  /// ε = E / n: the greatest error of any share, certain; 0 for an empty sketch.
  public var worstError: Double { count > 0 ? min(1, Double(worstRankError) / Double(count)) : 0 }

  /// Is the sketch the sample itself?
  public var isExact: Bool { worstRankError == 0 }

  /// A bound that all ranks keep together with probability at least 1 − δ over the coins; never above ``worstRankError``.
  ///
  /// - Parameter delta: 0 < δ < 1.
  public func rankError(delta: Double) -> Double {
    precondition(delta > 0 && delta < 1, "a probability above 0 and below 1")
    var best = Double(worstRankError)
    for step in 1...40 {
      let cuts = Double(sign: .plus, exponent: step, significand: 1)
      best = min(best, (2 * squaredErrorSum * log(4 * cuts / delta)).squareRoot() + Double(count) / cuts)
    }
    return best
  }

  /// ``rankError(delta:)`` as a share of the values.
  public func error(delta: Double) -> Double { count > 0 ? min(1, rankError(delta: delta) / Double(count)) : 0 }
}
