/// The statistics of a ``RollingStatistic``.
public enum RollingKind: String, CaseIterable, Hashable, Sendable, Codable {
  case mean, sum, min, max, rank, quantile, skew, kurtosis
  /// Variance.
  case `var`
  /// Standard deviation.
  case std

  /// Elements that an answer takes at least.
  var least: Int {
    switch self {
    case .mean, .sum, .min, .max, .rank, .quantile: 1
    case .var, .std: 2
    case .skew: 3
    case .kurtosis: 4
    }
  }
}
