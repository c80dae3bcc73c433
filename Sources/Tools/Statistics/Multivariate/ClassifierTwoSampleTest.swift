/// Classifier two-sample test: can a logistic regression tell current rows from the reference's better than a coin?
///
/// The rows are dealt into folds; each fold is scored by a classifier learned on the others, so that no row is judged by a model that has
/// seen it. The statistic is the mean of the folds' areas under the receiver operating curve. With products of features among the inputs
/// it sees changes of variance and correlation too, not only of means.
///
/// Two laws: by ``Law/ranks`` each fold's AUC is a Mann–Whitney statistic under the null, given its classifier, and twice the mean of the
/// folds' p-values is a p-value whatever their dependence; by ``Law/permutations(_:)`` the labels are exchanged and all classifiers
/// learned anew, exact for exchangeable rows and B times the work. For dependent rows only the latter, in blocks, holds.
///
/// Contributions: the difference of the samples' mean log-odds, Σⱼ βⱼ (mean of inputⱼ in current − in reference), split by feature; a
/// product's part goes in halves to its two factors.
///
/// Source: Lopez-Paz & Oquab 2017; Kim, Ramdas, Singh & Wasserman 2021; mean of p-values: Rüschendorf 1982.
public struct ClassifierTwoSampleTest: Sendable, Hashable {
  /// What the classifier sees.
  public enum Inputs: String, Sendable, Hashable {
    /// The features: changes of means.
    case linear
    /// The features, their squares and products: changes of covariance too.
    case quadratic
  }

  /// Where the p-value comes from.
  public enum Law: Sendable, Hashable {
    /// The folds' Mann–Whitney laws, combined.
    case ranks
    /// Labels exchanged, classifiers learned anew.
    case permutations(PermutationPlan)
  }

  /// Mean AUC of the folds, 0…1; ½ is a coin.
  public let statistic: Double
  /// 2 · AUC − 1: −1…1, 0 for equal laws.
  public var effect: Double { 2 * statistic - 1 }
  /// One-sided: large AUC.
  public let pValue: Double
  /// What the classifier saw.
  public let inputs: Inputs
  /// One a feature, in log-odds.
  public let contributions: [Double]

  /// Compares two samples.
  ///
  /// - Parameters:
  ///   - inputs: quadratic inputs are p (p + 3)/2.
  ///   - folds: 2…20.
  ///   - law: see the type's comment.
  ///   - ridge: of the regression, above 0.
  ///   - generator: deals the folds and the permutations.
  /// - Throws: ``MultivariateError``: different columns, fewer rows than 2 a fold on a side, a column constant over both samples, folds or
  ///   ridge out of range, no convergence.
  /// - Complexity: folds · six steps of O((n + m) q² + q³), q inputs; times B + 1 by permutations.
  public init(
    reference: SampleMatrix, current: SampleMatrix, inputs: Inputs = .quadratic, folds: Int = 2, law: Law = .ranks, ridge: Double = 1,
    using generator: inout some RandomNumberGenerator
  ) throws(MultivariateError) {
    guard (2...20).contains(folds) else { throw .badParameter("folds", value: Double(folds), wanted: "2…20") }
    try SampleMatrix.check(reference, current, minimum: 2 * folds)
    let design = try ClassifierDesign(reference, current, inputs)
    let (n, m) = (reference.rows, current.rows)
    var isCurrent = [Bool](repeating: false, count: n) + [Bool](repeating: true, count: m)
    var run = 1
    if case .permutations(let plan) = law, case .blocks(let length) = plan.scheme { run = min(length, max(1, min(n, m) / (2 * folds))) }
    let assignment = ClassifierDesign.deal(n, m, folds: folds, run: run, using: &generator)
    let observed = try design.crossFit(isCurrent, assignment, folds, ridge)
    statistic = observed.area
    self.inputs = inputs
    contributions = design.contributions(observed.coefficients, reference: n)
    switch law {
    case .ranks:
      pValue = min(1, 2 * observed.pValues.reduce(0, +) / Double(folds))
    case .permutations(let plan):
      var memberships: [[Int]] = []
      plan.forEach(reference: n, current: m, using: &generator) { _, members in memberships.append(Array(members)) }
      var permuted: [Double] = []
      for members in memberships {
        isCurrent = [Bool](repeating: true, count: n + m)
        for row in members { isCurrent[row] = false }
        permuted.append(try design.crossFit(isCurrent, assignment, folds, ridge).area)
      }
      pValue = PermutationPlan.pValue(observed: statistic, permuted: permuted, slack: 1e-9)
    }
  }
}
