/// Why a multivariate statistic cannot be computed from what it was given.
public enum MultivariateError: Error, Hashable, Sendable {
  /// A sample has no column.
  case noColumns
  /// The columns of one sample have different lengths.
  case raggedColumns(column: Int, count: Int, expected: Int)
  /// The samples have different numbers of columns.
  case columnsDiffer(reference: Int, current: Int)
  /// Fewer rows than the statistic is defined for, after rows with NaN or ±inf were dropped.
  case tooFewRows(count: Int, minimum: Int)
  /// More rows than the statistic takes at once: draw a subsample.
  case tooManyRows(count: Int, maximum: Int)
  /// The covariance matrix has no inverse: the column is, to rounding, a linear combination of those before it.
  case singularCovariance(column: Int)
  /// The column takes one value only, so that it has no scale.
  case constantColumn(Int)
  /// All rows are equal, or more than half of all pairs: the median distance is 0.
  case noSpread
  /// An eigenvalue or regression iteration did not converge.
  case noConvergence
  /// A parameter out of range.
  case badParameter(String, value: Double, wanted: String)

  /// A closed set of words, fit for a metric's label.
  public var code: String {
    switch self {
    case .noColumns: "no_columns"
    case .raggedColumns: "ragged_columns"
    case .columnsDiffer: "columns_differ"
    case .tooFewRows: "too_few_rows"
    case .tooManyRows: "too_many_rows"
    case .singularCovariance: "singular_covariance"
    case .constantColumn: "constant_column"
    case .noSpread: "no_spread"
    case .noConvergence: "no_convergence"
    case .badParameter: "bad_parameter"
    }
  }
}
