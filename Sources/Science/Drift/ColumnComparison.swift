public import Statistics

/// One numeric column of two samples compared: one sort of each side serves KS, PSI, Wasserstein and the summaries.
///
/// NaN is dropped and counted. ±inf take part in what goes by rank (KS, PSI); Wasserstein and the moments are then nil. Constants and samples of a
/// single value are compared as they are: the exact law of KS knows their size.
public struct ColumnComparison: Hashable, Sendable {
  /// The column.
  public let name: String
  /// `numeric`.
  public let kind: String
  /// The reference's values.
  public let reference: SampleSummary
  /// The current sample's values.
  public let current: SampleSummary
  /// Statistic, location, laws.
  public let kolmogorovSmirnov: KolmogorovSmirnov
  /// Two-sided p-value of scipy's `auto`: exact up to 10,000 values a side, else finite-n.
  public let pValue: Double
  /// nil beyond 10,000 values a side or where the lattice is too fine.
  public let exactPValue: Double?
  /// Finite-n law; nil for a single value a side, where it has none.
  public let asymptoticPValue: Double?
  /// PSI-QA over ten quantile steps of the reference.
  public let populationStability: PopulationStabilityIndex
  /// ∫ |F₁ − F₂| dx; nil when a value is infinite.
  public let wasserstein: Double?

  /// Compares a column.
  ///
  /// - Parameters:
  ///   - name: for messages and reports.
  ///   - reference: any order; NaN is dropped.
  ///   - current: any order; NaN is dropped.
  /// - Throws: ``DriftError/noValues(column:side:rows:)`` when a side has no value left.
  /// - Complexity: O(n + m), and the exact law's O((n + m) · band) up to 10,000 values a side.
  public init(name: String, reference: [Double], current: [Double]) throws(DriftError) {
    let left = SortedSample(reference)
    let right = SortedSample(current)
    try self.init(name: name, reference: left, current: right)
  }

  /// The same for samples sorted already.
  ///
  /// - Throws: ``DriftError/noValues(column:side:rows:)`` when a side has no value.
  public init(name: String, reference: SortedSample, current: SortedSample) throws(DriftError) {
    guard !reference.values.isEmpty else { throw .noValues(column: name, side: "reference", rows: reference.nanCount) }
    guard !current.values.isEmpty else { throw .noValues(column: name, side: "current sample", rows: current.nanCount) }
    let test: KolmogorovSmirnov
    do {
      test = try KolmogorovSmirnov(reference: reference.values.span, current: current.values.span)
    } catch {
      throw .noValues(column: name, side: "current sample", rows: 0)
    }
    self.name = name
    kind = "numeric"
    self.reference = SampleSummary(reference)
    self.current = SampleSummary(current)
    kolmogorovSmirnov = test
    let isSmall = max(reference.values.count, current.values.count) <= KolmogorovSmirnov.exactLimit
    exactPValue = isSmall ? test.exactPValue() : nil
    let asymptotic = test.asymptoticPValue()
    asymptoticPValue = asymptotic.isNaN ? nil : asymptotic
    pValue = exactPValue ?? asymptotic
    populationStability = PopulationStabilityIndex(reference: reference.values.span, current: current.values.span)
    wasserstein = reference.infiniteCount == 0 && current.infiniteCount == 0 && test.wasserstein.isFinite ? test.wasserstein : nil
  }

  /// The KS distance that no change exceeds with probability `alpha` in samples of this size, by the limiting law.
  public func criticalDistance(alpha: Double) -> Double {
    let n = Double(reference.count)
    let m = Double(current.count)
    return min(1, KolmogorovLaw.limitingCriticalValue(alpha) * ((n + m) / (n * m)).squareRoot())
  }
}
