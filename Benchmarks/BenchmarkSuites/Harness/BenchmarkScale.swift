/// How large a run is.
public enum BenchmarkScale: String, Sendable, CaseIterable {
  /// The sizes whose figures are published.
  case full
  /// A tenth of them, three pairs: a minute.
  case quick
  /// A hundredth, one pair: does every row run and agree? Its figures mean nothing.
  case check

  /// A size at this scale, not below `least`.
  func size(_ full: Int, least: Int = 100) -> Int {
    switch self {
    case .full: full
    case .quick: max(least, full / 10)
    case .check: max(least, full / 100)
    }
  }

  /// Pairs at this scale.
  func pairs(_ full: Int) -> Int {
    switch self {
    case .full: full
    case .quick: min(full, 3)
    case .check: 1
    }
  }
}
