internal import Kernels

#if canImport(Glibc)
internal import Glibc
#endif

/// Two-sample Anderson–Darling test with mid-ranks: like Cramér–von Mises, but weighted so that the tails count as much as the centre.
///
/// ```text
/// A² = (A²ₐₖₙ − 1)/σ_N          the normalised statistic of Scholz & Stephens for two samples, as scipy.stats.anderson_ksamp(midrank=True)
/// ```
///
/// Source: Scholz & Stephens 1987, eq. 4, 7 and table 2.
public struct AndersonDarling: Sendable, Hashable {
  /// The normalised statistic: mean 0, variance 1 under no change.
  public let statistic: Double
  /// A²ₐₖₙ before normalisation.
  public let raw: Double

  /// Levels of ``criticalValues``.
  public static let levels = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001]
  /// Values of ``statistic`` at these levels: b₀ + b₁ + b₂ of table 2 for two samples.
  public static let criticalValues: [Double] = {
    let b0 = [0.675, 1.281, 1.645, 1.96, 2.326, 2.573, 3.085]
    let b1 = [-0.245, 0.25, 0.678, 1.149, 1.822, 2.364, 3.615]
    let b2 = [-0.105, -0.305, -0.362, -0.391, -0.396, -0.345, -0.154]
    return b0.indices.map { b0[$0] + b1[$0] + b2[$0] }
  }()

  /// From a scan's sum; nil when all values are equal or fewer than four are there, where the statistic has no scale.
  init?(_ scan: RankScan, _ n: Int, _ m: Int) {
    guard !scan.andersonDarling.isNaN, n + m > 3 else { return nil }
    raw = scan.andersonDarling
    statistic = (raw - 1) / Self.deviation(Double(n), Double(m))
  }

  /// σ_N for two samples.
  private static func deviation(_ n: Double, _ m: Double) -> Double {
    let total = n + m
    let inverses = 1 / n + 1 / m
    let h = HarmonicNumber.first(total - 1)
    // Σᵢ Σⱼ 1/((N − i) j), i < j < N, in closed form.
    let g = HarmonicNumber.second(total) - (2 * h + 1 / total) / total
    let a = 4 * g - 6 + (10 - 6 * g) * inverses
    let b = 4 * (2 * g - 4) + 16 * h + (2 * g - 14 * h - 4) * inverses - 8 * h + 4 * g - 6
    let c = 4 * (6 * h + 2 * g - 2) + 2 * (4 * h - 4 * g + 6) + (2 * h - 6) * inverses + 4 * h
    let d = 4 * (2 * h + 6) - 8 * h
    return ((((a * total + b) * total + c) * total + d) / ((total - 1) * (total - 2) * (total - 3))).squareRoot()
  }

  /// scipy's p-value: exp of a parabola through the logarithms of the table's levels, clipped to the table, 0.001…0.25.
  public func tablePValue() -> Double {
    if statistic < Self.criticalValues[0] { return 0.25 }
    if statistic > Self.criticalValues[6] { return 0.001 }
    // Least squares in centred abscissae: three equations, solved by elimination.
    let centre = Self.criticalValues.reduce(0, +) / 7
    var power = [Double](repeating: 0, count: 5)
    var right = [Double](repeating: 0, count: 3)
    for (value, level) in zip(Self.criticalValues, Self.levels) {
      let x = value - centre
      var p = 1.0
      for k in 0..<5 {
        power[k] += p
        if k < 3 { right[k] += p * log(level) }
        p *= x
      }
    }
    let (s0, s2, s3, s4) = (power[0], power[2], power[3], power[4])
    // Σx = 0 by centring.
    let determinant = s0 * (s2 * s4 - s3 * s3) - s2 * s2 * s2
    let c0 = (right[0] * (s2 * s4 - s3 * s3) + s2 * (right[1] * s3 - right[2] * s2)) / determinant
    let c1 = (s0 * (right[1] * s4 - right[2] * s3) - s2 * (right[1] * s2 - right[0] * s3)) / determinant
    let c2 = (s0 * (s2 * right[2] - s3 * right[1]) - s2 * s2 * right[0]) / determinant
    let x = statistic - centre
    return exp(c0 + x * (c1 + x * c2))
  }

  /// Is ``tablePValue()`` a bound rather than a value?
  public var isBeyondTable: Bool { statistic < Self.criticalValues[0] || statistic > Self.criticalValues[6] }

  /// P(A² ≥ observed) by the limiting law, not clipped.
  public func limitingPValue() -> Double {
    // The raw statistic of two samples has the one-sample law as its limit.
    AndersonDarlingLaw.survival(raw)
  }
}
