internal import Kernels

#if canImport(Glibc)
internal import Glibc
#endif

/// Two-sample Kolmogorov–Smirnov test: the largest gap between two empirical distributions.
///
/// ```text
/// D⁺ = max(F₁ − F₂)    D⁻ = clip(−min(F₁ − F₂), 0, 1)    D = max(D⁺, D⁻)       F₁, F₂ right-continuous
/// ```
///
/// Three laws give p-values: the exact one by counting lattice paths, the finite-n one that scipy calls `asymp`, and the limiting one.
///
/// Source: Smirnov 1939; Hodges 1958 §2 for ties and paths, §5.3 for the one-sided correction.
public struct KolmogorovSmirnov: Sendable, Hashable {
  /// Values of the reference.
  public var referenceCount: Int
  /// Values of the current sample.
  public var currentCount: Int
  /// D⁺, 0…1.
  public var greater: Double
  /// D⁻, 0…1.
  public var less: Double
  /// Value at which D⁺ is reached.
  public var greaterLocation: Double
  /// Value at which D⁻ is reached.
  public var lessLocation: Double
  /// ∫ |F₁ − F₂| dx from the same pass: Wasserstein-1; not finite when a sample holds an infinity.
  public var wasserstein: Double

  /// Largest count of either sample for which ``pValue(_:)`` takes the exact law, as scipy's `auto`.
  public static var exactLimit: Int { 10_000 }

  /// Computes the statistic.
  ///
  /// - Parameters:
  ///   - reference: sorted ascending, shape `[n]`, no NaN, ±inf allowed.
  ///   - current: sorted ascending, shape `[m]`, no NaN, ±inf allowed.
  /// - Throws: ``StatisticsError/sampleTooSmall(count:minimum:)`` when a sample is empty.
  /// - Complexity: O(n + m), no allocation.
  public init(reference: Span<Double>, current: Span<Double>) throws(StatisticsError) {
    guard reference.count > 0, current.count > 0 else {
      throw .sampleTooSmall(count: min(reference.count, current.count), minimum: 1)
    }
    self.init(MergeScan(reference: reference, current: current), reference.count, current.count)
  }

  /// From a scan's extremes.
  init(_ scan: MergeScan, _ n: Int, _ m: Int) {
    referenceCount = n
    currentCount = m
    greater = min(max(scan.greatestDifference, 0), 1)
    less = min(max(-scan.leastDifference, 0), 1)
    greaterLocation = scan.greatestLocation
    lessLocation = scan.leastLocation
    wasserstein = scan.area
  }

  /// D, 0…1.
  public var statistic: Double { max(greater, less) }
  /// +1 when the reference's distribution lies above at ``location`` (its values are smaller), −1 otherwise.
  public var sign: Int { less > greater ? -1 : 1 }
  /// Value at which D is reached.
  public var location: Double { sign < 0 ? lessLocation : greaterLocation }

  /// The statistic of an alternative.
  public func statistic(_ alternative: Alternative) -> Double {
    switch alternative {
    case .twoSided: statistic
    case .less: less
    case .greater: greater
    }
  }

  /// The p-value of the law scipy's `auto` takes: exact up to ``exactLimit`` values a side, else finite-n.
  public func pValue(_ alternative: Alternative = .twoSided) -> Double {
    if max(referenceCount, currentCount) <= Self.exactLimit, let exact = exactPValue(alternative) { return exact }
    return asymptoticPValue(alternative)
  }

  /// P(D ≥ observed) under any common continuous law: the share of lattice paths from (0, 0) to (n, m) that leave the band.
  ///
  /// All terms are positive, so that the smallest p-values keep their relative precision (1e-12 and better down to 1e-300).
  /// - Returns: nil when (n/g)(m/g) ≥ 2³¹ − 1, g the greatest common divisor: there the lattice is too fine and scipy, too, takes the
  ///   finite-n law.
  /// - Complexity: two-sided O((n + m) · band), one-sided O(n m / 2); n = m O(band). Allocates m + 1 doubles.
  public func exactPValue(_ alternative: Alternative = .twoSided) -> Double? {
    LatticePaths(referenceCount, currentCount)?.outside(statistic: statistic(alternative), alternative: alternative)
  }

  /// The finite-n law: two-sided P(D_N ≥ D) of the one-sample statistic with N = round(nm/(n+m)) values, halves to even;
  /// one-sided Hodges' corrected exponential.
  ///
  /// NaN in the one place where scipy has none either: N = 0, a single value on each side.
  /// - Complexity: at most some thousand terms, whatever n and m.
  public func asymptoticPValue(_ alternative: Alternative = .twoSided) -> Double {
    let large = Double(max(referenceCount, currentCount))
    let small = Double(min(referenceCount, currentCount))
    let effective = large * small / (large + small)
    let d = statistic(alternative)
    if alternative == .twoSided {
      return KolmogorovLaw.survival(d, count: Int(effective.rounded(.toNearestOrEven)))
    }
    let z = effective.squareRoot() * d
    let correction = 2 * z * (large + 2 * small) / (large * small * (large + small)).squareRoot() / 3
    return min(max(exp(-2 * z * z - correction), 0), 1)
  }

  /// Kolmogorov's limiting law at √N·D with N = nm/(n+m), or with an effective N for dependent data.
  ///
  /// - Parameter effectiveCount: N; nil for nm/(n+m).
  public func limitingPValue(effectiveCount: Double? = nil) -> Double {
    let n = Double(referenceCount)
    let m = Double(currentCount)
    return KolmogorovLaw.limitingSurvival((effectiveCount ?? (n * m / (n + m))).squareRoot() * statistic)
  }
}

/// Two-sample Kolmogorov–Smirnov test of unsorted samples: drops NaN, sorts both sides, scans once.
///
/// - Parameters:
///   - reference: any order; NaN is dropped.
///   - current: any order; NaN is dropped.
/// - Throws: ``StatisticsError/sampleTooSmall(count:minimum:)`` when a side has no value left.
/// - Complexity: O(n + m) by radix sort; allocates two copies and a scratch.
public func twoSampleKolmogorovSmirnov(_ reference: [Double], _ current: [Double]) throws(StatisticsError) -> KolmogorovSmirnov {
  let left = SortedSample(reference)
  let right = SortedSample(current)
  return try KolmogorovSmirnov(reference: left.values.span, current: right.values.span)
}
