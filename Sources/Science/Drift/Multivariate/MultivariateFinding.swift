public import Statistics

/// What one joint test says.
public struct MultivariateFinding: Hashable, Sendable {
  /// The joint tests, each with what it is sensitive to.
  public enum Test: String, CaseIterable, Sendable, Hashable {
    /// Any difference in law: ``MaximumMeanDiscrepancy``.
    case mmd
    /// Any difference in law: ``EnergyTest``.
    case energy
    /// Any difference in law, by shadows on lines: ``SlicedWassersteinTest``.
    case slicedWasserstein = "sliced_wasserstein"
    /// What a logistic regression on features and products can tell: ``ClassifierTwoSampleTest``.
    case classifier
    /// Means: ``HotellingTest``.
    case hotelling
    /// Distances from the reference's centre: ``MahalanobisTest``.
    case mahalanobis
    /// Variances and covariances: ``CovarianceChangeTest``.
    case covariance
    /// Correlations alone: ``CorrelationChangeTest``.
    case correlation
    /// Ties between features: ``ReconstructionTest``.
    case reconstruction = "pca_reconstruction"
  }

  /// A further number of a test, under a name that reports print.
  public struct Detail: Hashable, Sendable {
    /// Such as `bandwidth`.
    public let name: String
    /// Its value.
    public let value: Double

    /// A named number.
    public init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// Numbers of a test that could be computed.
  public struct Evidence: Hashable, Sendable {
    /// As the test defines it.
    public let statistic: Double
    /// Size of the change, whatever the sample sizes; the test defines it.
    public let effect: Double
    /// P under no change.
    public let pValue: Double
    /// What each compared feature adds; the test defines it.
    public let contributions: [Double]
    /// What else the test found.
    public let details: [Detail]

    /// Numbers.
    public init(statistic: Double, effect: Double, pValue: Double, contributions: [Double], details: [Detail] = []) {
      self.statistic = statistic
      self.effect = effect
      self.pValue = pValue
      self.contributions = contributions
      self.details = details
    }
  }

  /// Which test.
  public let test: Test
  /// Its numbers, or why it has none.
  public let result: Result<Evidence, MultivariateError>
  /// Holm-adjusted over the tests that have numbers; nil without.
  public let adjustedPValue: Double?
  /// Is "no change" rejected at the family-wise level?
  public let rejected: Bool

  /// The numbers, if there are any.
  public var evidence: Evidence? { try? result.get() }

  /// Places of the features in order of their contribution, largest first; those that add nothing left out.
  public var leading: [Int] {
    guard let contributions = evidence?.contributions else { return [] }
    return contributions.indices.filter { contributions[$0] > 0 }.sorted { contributions[$0] > contributions[$1] }
  }
}
