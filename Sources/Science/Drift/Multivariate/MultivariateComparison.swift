internal import Statistics

/// Two samples compared over all their numeric columns at once: what no column shows alone.
///
/// Rows with a NaN or an infinity in any compared column are left out and counted. Columns that have no finite value, or one value over
/// both samples, are left out and named. Each feature is centred at its pooled median and divided by its pooled interquartile range over
/// 1.349 (its standard deviation where that is 0), so that no unit outweighs another and no tail sets the scale; the tests of covariance
/// do not depend on it. Beyond the configured number of rows a side is subsampled and ``isSubsampled`` says so.
///
/// Nine tests answer; Holm's procedure over those that could be computed gives one family-wise level, and the whole is drifted when any is
/// rejected.
public struct MultivariateComparison: Hashable, Sendable {
  /// A column that takes no part.
  public struct Excluded: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// Why, as a closed set of words: `no_values`, `constant`.
    public let reason: String
  }

  /// One side's rows.
  public struct Side: Hashable, Sendable {
    /// Rows given.
    public let rows: Int
    /// Rows left out because a value was NaN.
    public let nanRows: Int
    /// Rows left out because a value was infinite.
    public let infiniteRows: Int
    /// Rows the tests saw.
    public let usedRows: Int
  }

  /// Columns compared, in the order given.
  public let features: [String]
  /// Columns left out.
  public let excluded: [Excluded]
  /// The reference's rows.
  public let reference: Side
  /// The current sample's rows.
  public let current: Side
  /// The tests, in the order of ``MultivariateFinding/Test/allCases``.
  public let findings: [MultivariateFinding]
  /// How it was done.
  public let configuration: MultivariateConfiguration
  /// Largest integrated autocorrelation time of a feature over the used rows in their order, ≥ 1.
  public let autocorrelationTime: Double

  /// Fewest complete rows of a side.
  public static let minimumRows = 8
  /// Autocorrelation time above which exchanging single rows is not to be trusted.
  public static let dependenceLimit = 2.0

  /// Compares two samples.
  ///
  /// - Parameters:
  ///   - names: one a column.
  ///   - reference: columns, all of one length.
  ///   - current: columns in the same order.
  ///   - generator: draws subsamples, directions, folds and permutations: the same state gives the same answer.
  /// - Throws: ``MultivariateComparisonError``.
  /// - Complexity: O(n p) over all rows, then for r used rows a side: O(r² (p + B)) for the pairs, O(B r p²) for the covariances.
  public init(
    names: [String], reference: [[Double]], current: [[Double]], configuration: MultivariateConfiguration = MultivariateConfiguration(),
    using generator: inout some RandomNumberGenerator
  ) throws(MultivariateComparisonError) {
    precondition(names.count == reference.count && names.count == current.count, "one name and one column of each side a feature")
    let plan = try Self.check(configuration)
    try Self.checkLengths(names, reference)
    try Self.checkLengths(names, current)
    var excluded: [Excluded] = []
    var kept: [Int] = []
    for index in names.indices {
      if let reason = Self.reasonToExclude(reference[index], current[index]) {
        excluded.append(Excluded(name: names[index], reason: reason))
      } else {
        kept.append(index)
      }
    }
    guard kept.count >= 2 else { throw .tooFewFeatures(count: kept.count) }
    guard kept.count <= configuration.maximumFeatures else { throw .tooManyFeatures(count: kept.count, maximum: configuration.maximumFeatures) }
    let (referenceColumns, currentColumns) = (kept.map { reference[$0] }, kept.map { current[$0] })
    let own = JointSample(referenceColumns, maximum: configuration.maximumRows, scheme: configuration.scheme, using: &generator)
    let now = JointSample(currentColumns, maximum: configuration.maximumRows, scheme: configuration.scheme, using: &generator)
    for (side, sample) in [("reference", own), ("current sample", now)] where sample.chosen.count < Self.minimumRows {
      throw .tooFewRows(
        side: side, complete: sample.completeRows, nan: sample.nanRows, infinite: sample.infiniteRows, minimum: Self.minimumRows)
    }
    let (left, right) = (own.columns(referenceColumns), now.columns(currentColumns))
    autocorrelationTime = (left + right).reduce(1) { max($0, EffectiveSampleSize($1.span, maximumLag: min(200, $1.count / 2)).time) }
    features = kept.map { names[$0] }
    self.excluded = excluded
    self.reference = Side(rows: own.rows, nanRows: own.nanRows, infiniteRows: own.infiniteRows, usedRows: own.chosen.count)
    self.current = Side(rows: now.rows, nanRows: now.nanRows, infiniteRows: now.infiniteRows, usedRows: now.chosen.count)
    self.configuration = configuration
    findings = JointTests(left, right, configuration, plan).run(using: &generator)
  }

  /// Was a side too long to be used whole?
  public var isSubsampled: Bool {
    reference.rows - reference.nanRows - reference.infiniteRows > reference.usedRows
      || current.rows - current.nanRows - current.infiniteRows > current.usedRows
  }

  /// Does any test reject at the family-wise level?
  public var drifted: Bool { findings.contains(where: \.rejected) }

  /// The finding with the smallest adjusted p-value, of equal ones the first.
  public var strongest: MultivariateFinding? {
    findings.filter { $0.adjustedPValue != nil }.min { ($0.adjustedPValue ?? 1) < ($1.adjustedPValue ?? 1) }
  }

  /// Rows a block should have when single rows were exchanged although they depend on each other; nil when they seem not to, or blocks
  /// were used, or the used rows are a subsample of single rows, whose order says little.
  public var suggestedBlockLength: Int? {
    guard configuration.scheme == .rows, !isSubsampled, autocorrelationTime > Self.dependenceLimit else { return nil }
    return Int((5 * autocorrelationTime).rounded(.up))
  }
}
