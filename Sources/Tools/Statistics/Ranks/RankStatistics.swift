internal import Kernels

/// All rank statistics of two samples from one merge of their sorted values.
public struct RankStatistics: Sendable, Hashable {
  /// Kolmogorov–Smirnov with its laws.
  public let kolmogorovSmirnov: KolmogorovSmirnov
  /// Kuiper's V.
  public let kuiper: Kuiper
  /// Cramér–von Mises' T.
  public let cramerVonMises: CramerVonMises
  /// Anderson–Darling's A²; nil when all values are equal or fewer than four are there.
  public let andersonDarling: AndersonDarling?
  /// Mann–Whitney's U.
  public let mannWhitney: MannWhitney
  /// ∫ |F₁ − F₂| dx: the Wasserstein-1 distance, in the values' unit; nil when a value is infinite.
  public let wasserstein: Double?
  /// √(2 ∫ (F₁ − F₂)² dx): the energy distance, in the root of the values' unit; nil when a value is infinite.
  public let energyDistance: Double?
  /// Distinct values of both samples together.
  public let distinctCount: Int

  /// Scans two samples.
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
    let scan = RankScan(reference: reference, current: current)
    let (n, m) = (reference.count, current.count)
    kolmogorovSmirnov = KolmogorovSmirnov(scan.gaps, n, m)
    kuiper = Kuiper(kolmogorovSmirnov)
    cramerVonMises = CramerVonMises(scan, n, m)
    andersonDarling = AndersonDarling(scan, n, m)
    mannWhitney = MannWhitney(scan, n, m)
    wasserstein = scan.gaps.area.isFinite ? scan.gaps.area : nil
    energyDistance = scan.squaredArea.isFinite ? (2 * scan.squaredArea).squareRoot() : nil
    distinctCount = scan.distinctCount
  }
}
