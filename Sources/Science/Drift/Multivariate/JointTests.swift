internal import Statistics

/// The nine tests of a joint comparison over prepared columns.
struct JointTests {
  private let reference: Result<SampleMatrix, MultivariateError>
  private let current: Result<SampleMatrix, MultivariateError>
  private let configuration: MultivariateConfiguration
  private let plan: PermutationPlan

  /// Most inputs of the quadratic classifier; with more features it sees the features alone.
  static let maximumInputs = 400

  /// - Parameters:
  ///   - reference: finite columns.
  ///   - current: finite columns in the same order.
  init(_ reference: [[Double]], _ current: [[Double]], _ configuration: MultivariateConfiguration, _ plan: PermutationPlan) {
    let places = zip(reference, current).map { RobustPlace($0 + $1) }
    func scaled(_ columns: [[Double]]) -> Result<SampleMatrix, MultivariateError> {
      Result { () throws(MultivariateError) in
        try SampleMatrix(columns: zip(columns, places).map { column, place in column.map { ($0 - place.centre) / place.scale } })
      }
    }
    self.reference = scaled(reference)
    self.current = scaled(current)
    self.configuration = configuration
    self.plan = plan
  }

  /// Runs all, then judges them together.
  func run(using generator: inout some RandomNumberGenerator) -> [MultivariateFinding] {
    var results: [(MultivariateFinding.Test, Result<MultivariateFinding.Evidence, MultivariateError>)] = []
    for test in MultivariateFinding.Test.allCases {
      do {
        results.append((test, .success(try evidence(test, reference.get(), current.get(), using: &generator))))
      } catch {
        results.append((test, .failure(error)))
      }
    }
    let pValues = results.compactMap { try? $0.1.get().pValue }
    var adjusted = Holm.adjusted(pValues).makeIterator()
    return results.map { test, result in
      let own: Double? = if case .success = result { adjusted.next() } else { nil }
      return MultivariateFinding(test: test, result: result, adjustedPValue: own, rejected: (own ?? 1) <= configuration.alpha)
    }
  }

  private func evidence(
    _ test: MultivariateFinding.Test, _ reference: SampleMatrix, _ current: SampleMatrix, using generator: inout some RandomNumberGenerator
  ) throws(MultivariateError) -> MultivariateFinding.Evidence {
    switch test {
    case .mmd:
      let found = try MaximumMeanDiscrepancy(reference: reference, current: current, plan: plan, using: &generator)
      return .init(
        statistic: found.unbiased, effect: found.effect, pValue: found.pValue ?? 1,
        contributions: try found.contributions(reference: reference, current: current),
        details: [.init("bandwidth", found.bandwidth), .init("biased", found.biased)])
    case .energy:
      let found = try EnergyTest(reference: reference, current: current, plan: plan, using: &generator)
      return .init(
        statistic: found.statistic, effect: found.effect, pValue: found.pValue ?? 1,
        contributions: try EnergyTest.contributions(reference: reference, current: current))
    case .slicedWasserstein:
      let found = try SlicedWassersteinTest(
        reference: reference, current: current, directions: configuration.directions, plan: plan, using: &generator)
      return .init(
        statistic: found.statistic, effect: found.statistic, pValue: found.pValue ?? 1, contributions: found.contributions,
        details: [.init("directions", Double(found.directions))])
    case .classifier: return try classifier(reference, current, using: &generator)
    case .hotelling:
      let found = try HotellingTest(reference: reference, current: current)
      return .init(
        statistic: found.statistic, effect: found.effect, pValue: found.pValue, contributions: found.contributions,
        details: [.init("f", found.f), .init("df1", Double(found.numeratorDegrees)), .init("df2", Double(found.denominatorDegrees))])
    case .mahalanobis:
      let found = try MahalanobisTest(reference: reference, current: current, plan: plan, using: &generator)
      return .init(
        statistic: found.statistic, effect: found.effect, pValue: found.pValue, contributions: found.contributions,
        details: [.init("reference_mean", found.referenceMean), .init("current_mean", found.currentMean)])
    case .covariance:
      let found = try CovarianceChangeTest(reference: reference, current: current, plan: plan, using: &generator)
      return .init(
        statistic: found.statistic, effect: found.effect, pValue: found.pValue ?? 1, contributions: found.contributions,
        details: found.chiSquaredPValue.map { [.init("pvalue_chi_squared", $0)] } ?? [])
    case .correlation:
      let found = try CorrelationChangeTest(reference: reference, current: current, plan: plan, using: &generator)
      return .init(statistic: found.statistic, effect: found.effect, pValue: found.pValue ?? 1, contributions: found.contributions)
    case .reconstruction:
      let found = try ReconstructionTest(
        reference: reference, current: current, ratio: configuration.explainedRatio, plan: plan, using: &generator)
      return .init(
        statistic: found.statistic, effect: found.effect, pValue: found.pValue, contributions: found.contributions,
        details: [
          .init("components", Double(found.components)), .init("reference_error", found.referenceError), .init("current_error", found.currentError),
        ])
    }
  }

  /// Two folds by the rank law; for dependent rows, features alone and labels exchanged in blocks.
  private func classifier(
    _ reference: SampleMatrix, _ current: SampleMatrix, using generator: inout some RandomNumberGenerator
  ) throws(MultivariateError) -> MultivariateFinding.Evidence {
    let p = reference.columns
    let inputs = p * (p + 3) / 2
    let isWide = inputs > Self.maximumInputs || inputs * 10 > reference.rows + current.rows
    let kind: ClassifierTwoSampleTest.Inputs = isWide || plan.scheme != .rows ? .linear : .quadratic
    let law: ClassifierTwoSampleTest.Law = plan.scheme == .rows ? .ranks : .permutations(plan)
    let found = try ClassifierTwoSampleTest(reference: reference, current: current, inputs: kind, law: law, using: &generator)
    return .init(
      statistic: found.statistic, effect: found.effect, pValue: found.pValue, contributions: found.contributions,
      details: [.init("inputs", Double(kind == .linear ? p : inputs))])
  }
}
