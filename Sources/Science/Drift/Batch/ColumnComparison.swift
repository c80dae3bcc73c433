public import Statistics

/// One numeric column of two samples compared: one sort of each side and one merge serve all rank statistics, one binning all histogram statistics.
///
/// NaN is dropped and counted. ±inf take part in what goes by rank and in bins; Wasserstein, energy and the moments are then nil. Constants and samples of a
/// single value are compared as they are: the exact law of KS knows their size. ``notes`` says which of these happened.
public struct ColumnComparison: Hashable, Sendable {
  /// The column.
  public let name: String
  /// `numeric`.
  public let kind: String
  /// The reference's values.
  public let reference: SampleSummary
  /// The current sample's values.
  public let current: SampleSummary
  /// All rank statistics.
  public let ranks: RankStatistics
  /// Two-sided p-value of scipy's `auto`: exact up to 10,000 values a side, else finite-n.
  public let kolmogorovSmirnovPValue: Double
  /// nil beyond 10,000 values a side or where the lattice is too fine.
  public let exactPValue: Double?
  /// Finite-n law; nil for a single value a side, where it has none.
  public let asymptoticPValue: Double?
  /// PSI-QA over ten quantile steps of the reference.
  public let populationStability: PopulationStabilityIndex
  /// Test of means; nil below two values a side, for two constants and with infinite values.
  public let welch: WelchTest?
  /// Brown–Forsythe's test of spread; nil as ``welch``.
  public let spread: VarianceTest?
  /// What the column is judged by.
  public let judgement: ColumnJudgement
  /// Dependence in time; nil when the samples came sorted, are short or constant.
  public let dependence: SerialDependence?
  /// What happened to awkward values, and what is advised.
  public let notes: [ComparisonNote]

  /// Compares a column, its values taken as independent.
  ///
  /// - Parameters:
  ///   - name: for messages and reports.
  ///   - reference: in time order, if there is one; NaN is dropped.
  ///   - current: in time order, if there is one; NaN is dropped.
  /// - Throws: ``DriftError/noValues(column:side:rows:)`` when a side has no value left.
  /// - Complexity: O(n + m), and the exact law's O((n + m) · band) up to 10,000 values a side.
  public init(name: String, reference: [Double], current: [Double]) throws(DriftError) {
    let left = SortedSample(reference)
    let right = SortedSample(current)
    try self.init(name, left, right, dependence: Self.dependence(reference, current), judgement: nil, notes: [])
  }

  /// The same for samples sorted already; nothing is known of their order in time.
  ///
  /// - Throws: ``DriftError/noValues(column:side:rows:)`` when a side has no value.
  public init(name: String, reference: SortedSample, current: SortedSample) throws(DriftError) {
    try self.init(name, reference, current, dependence: nil, judgement: nil, notes: [])
  }

  /// Compares a column whose values may depend on their past.
  ///
  /// - Parameters:
  ///   - name: for messages and reports.
  ///   - reference: in time order; NaN is dropped.
  ///   - current: in time order; NaN is dropped.
  ///   - treatment: how the null is tested.
  ///   - generator: orders blocks; untouched by the other treatments.
  /// - Throws: ``DriftError/noValues(column:side:rows:)``, ``DriftError/badParameter(_:value:wanted:)`` for a block length or count out of range.
  /// - Complexity: as the others, and O(n · lag) for effective sizes, O(B (n + m)) for B permutations.
  public init(
    name: String, reference: [Double], current: [Double], treatment: DependenceTreatment, using generator: inout some RandomNumberGenerator
  ) throws(DriftError) {
    let left = SortedSample(reference)
    let right = SortedSample(current)
    let found = Self.dependence(reference, current)
    if case .independent = treatment {
      try self.init(name, left, right, dependence: found, judgement: nil, notes: [])
      return
    }
    try Self.requireValues(name, left, right)
    let times = [SerialDependence(reference, limit: nil)?.carefulTime ?? 1, SerialDependence(current, limit: nil)?.carefulTime ?? 1]
    let sizes = [Double(left.values.count) / max(times[0], 1), Double(right.values.count) / max(times[1], 1)]
    guard case .blockPermutation(let length, let permutations) = treatment else {
      let test = try Self.scan(name, left, right).kolmogorovSmirnov
      let p = test.limitingPValue(effectiveCount: sizes[0] * sizes[1] / (sizes[0] + sizes[1]))
      try self.init(
        name, left, right, dependence: found, judgement: ColumnJudgement(method: treatment.name, pValue: p, effectiveCounts: sizes), notes: [])
      return
    }
    guard (1...1_000_000).contains(permutations) else {
      throw .badParameter("permutations", value: "\(permutations)", wanted: "1 to 1000000")
    }
    let block = length ?? max(1, Int((2 * max(times[0], times[1])).rounded(.up)))
    guard block >= 1 else { throw .badParameter("block", value: "\(block)", wanted: "a length of at least 1") }
    let test: BlockPermutationTest
    do {
      test = try BlockPermutationTest(
        reference: reference.filter { !$0.isNaN }, current: current.filter { !$0.isNaN }, blockLength: block, permutations: permutations, using: &generator)
    } catch {
      throw .noValues(column: name, side: "current sample", rows: 0)
    }
    let judgement = ColumnJudgement(
      method: treatment.name, pValue: test.pValue, effectiveCounts: sizes, blockLength: block, permutations: permutations)
    try self.init(name, left, right, dependence: found, judgement: judgement, notes: test.blocks < 20 ? [.fewBlocks(test.blocks)] : [])
  }

  private init(
    _ name: String, _ left: SortedSample, _ right: SortedSample, dependence: SerialDependence?, judgement: ColumnJudgement?, notes: [ComparisonNote]
  ) throws(DriftError) {
    try Self.requireValues(name, left, right)
    self.name = name
    kind = "numeric"
    ranks = try Self.scan(name, left, right)
    reference = SampleSummary(left)
    current = SampleSummary(right)
    let test = ranks.kolmogorovSmirnov
    let isSmall = max(left.values.count, right.values.count) <= KolmogorovSmirnov.exactLimit
    exactPValue = isSmall ? test.exactPValue() : nil
    let asymptotic = test.asymptoticPValue()
    asymptoticPValue = asymptotic.isNaN ? nil : asymptotic
    kolmogorovSmirnovPValue = exactPValue ?? asymptotic
    populationStability = PopulationStabilityIndex(reference: left.values.span, current: right.values.span)
    welch = Self.welch(reference, current)
    spread =
      left.infiniteCount + right.infiniteCount == 0 ? VarianceTest.brownForsythe(reference: left.values.span, current: right.values.span) : nil
    self.judgement = judgement ?? ColumnJudgement(method: DependenceTreatment.independent.name, pValue: exactPValue ?? asymptotic)
    self.dependence = dependence
    self.notes = notes + Self.notes(reference, current, self.judgement.method == "ks" ? dependence : nil)
  }

  /// Two-sided p-value the column is judged by.
  public var pValue: Double { judgement.pValue }
  /// Statistic, location, laws.
  public var kolmogorovSmirnov: KolmogorovSmirnov { ranks.kolmogorovSmirnov }
  /// ∫ |F₁ − F₂| dx; nil when a value is infinite.
  public var wasserstein: Double? { reference.infiniteCount + current.infiniteCount == 0 ? ranks.wasserstein : nil }
  /// √(2 ∫ (F₁ − F₂)² dx); nil when a value is infinite.
  public var energyDistance: Double? { reference.infiniteCount + current.infiniteCount == 0 ? ranks.energyDistance : nil }
  /// Distances over PSI's bins.
  public var distance: DiscreteDistance {
    DiscreteDistance(referenceCounts: populationStability.referenceCounts, currentCounts: populationStability.currentCounts)
  }

  /// The KS distance that no change exceeds with probability `alpha` in samples of this size, by the limiting law.
  public func criticalDistance(alpha: Double) -> Double {
    let n = Double(reference.count)
    let m = Double(current.count)
    return min(1, KolmogorovLaw.limitingCriticalValue(alpha) * ((n + m) / (n * m)).squareRoot())
  }
}
