/// How many independent values a stretch of dependent ones is worth.
///
/// ```text
/// τ = 1 + 2 Σ ρₖ      n_eff = n / τ
/// ```
/// The sum stops by Geyer's initial positive sequence: pairs ρ₂ₖ + ρ₂ₖ₊₁, which are positive for any reversible chain, are added while they are
/// positive. τ is never taken below 1: negative dependence buys nothing here.
///
/// Source: Geyer 1992 §3.3; the standard error of τ from Madras & Sokal 1988.
public struct EffectiveSampleSize: Sendable, Hashable {
  /// Values given.
  public var count: Int
  /// Integrated autocorrelation time τ ≥ 1.
  public var time: Double
  /// Largest lag that entered τ.
  public var lag: Int

  /// Estimates τ from a sequence in time order.
  ///
  /// - Parameters:
  ///   - series: in time order, finite; a constant series counts as one value (τ = n): it holds no information on its own variation.
  ///   - maximumLag: bound of the sum; default n/2.
  /// - Complexity: O(n · lag), no allocation.
  public init(_ series: Span<Double>, maximumLag: Int? = nil) {
    count = series.count
    time = 1
    lag = 0
    guard count > 1 else { return }
    var mean = 0.0
    for index in 0..<count { mean += series[index] }
    mean /= Double(count)
    var variance = 0.0
    for index in 0..<count { variance += (series[index] - mean) * (series[index] - mean) }
    guard variance > 0 else {
      time = Double(count)
      return
    }
    let bound = min(maximumLag ?? count / 2, count - 1)
    func autocorrelation(_ lag: Int) -> Double {
      var sum0 = 0.0
      var sum1 = 0.0
      var index = 0
      // Two chains of additions hide their latency.
      while index + 1 < count - lag {
        sum0 += (series[index] - mean) * (series[index + lag] - mean)
        sum1 += (series[index + 1] - mean) * (series[index + 1 + lag] - mean)
        index += 2
      }
      if index < count - lag { sum0 += (series[index] - mean) * (series[index + lag] - mean) }
      return (sum0 + sum1) / variance
    }
    var sum = 0.0
    var k = 0
    while 2 * k + 1 <= bound {
      let pair = (k == 0 ? 1 : autocorrelation(2 * k)) + autocorrelation(2 * k + 1)
      if pair <= 0 { break }
      sum += pair
      lag = 2 * k + 1
      k += 1
    }
    time = max(1, 2 * sum - 1)
  }

  /// n / τ.
  public var value: Double { Double(count) / time }

  /// Relative standard error of τ: √((4 lag + 2)/n).
  public var relativeError: Double { (Double(4 * lag + 2) / Double(max(count, 1))).squareRoot() }
}
