public import Statistics

/// How two samples of several features are compared jointly.
public struct MultivariateConfiguration: Hashable, Sendable {
  /// Family-wise level over the tests, above 0 and below 1.
  public var alpha: Double
  /// Permutations of each test that has no other law.
  public var permutations: Int
  /// What is exchanged: rows, or blocks of them for dependent data.
  public var scheme: PermutationScheme
  /// Rows of a side beyond which a subsample is drawn: the pairwise tests' work is quadratic.
  public var maximumRows: Int
  /// Features beyond which the joint comparison is refused.
  public var maximumFeatures: Int
  /// Directions of the sliced distance.
  public var directions: Int
  /// Share of variance that the principal components keep.
  public var explainedRatio: Double

  /// Settings.
  ///
  /// - Parameters:
  ///   - alpha: family-wise level.
  ///   - permutations: nil for as many that the least p-value, times the number of tests, lies below α: 199 at 0.05.
  ///   - scheme: rows by default.
  ///   - maximumRows: of a side, at most 32,768; 2000 by default.
  ///   - maximumFeatures: 200 by default.
  ///   - directions: 50 by default.
  ///   - explainedRatio: 0.65, as NannyML.
  public init(
    alpha: Double = 0.05, permutations: Int? = nil, scheme: PermutationScheme = .rows, maximumRows: Int = 2000, maximumFeatures: Int = 200,
    directions: Int = 50, explainedRatio: Double = 0.65
  ) {
    self.alpha = alpha
    let enough = alpha > 0 ? (10 / alpha).rounded(.up) - 1 : 0
    self.permutations = permutations ?? max(199, Int(min(enough, Double(PermutationPlan.maximum))))
    self.scheme = scheme
    self.maximumRows = maximumRows
    self.maximumFeatures = maximumFeatures
    self.directions = directions
    self.explainedRatio = explainedRatio
  }
}
