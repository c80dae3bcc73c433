extension RollingStatistic {
  /// As the general one; sums, extremes and moments of the last N values go through their window in one loop.
  public mutating func run(over observations: Span<SeriesPoint>, at times: Span<Int64>, into values: inout MutableSpan<Double>) {
    let width = Self.width(of: self, rows: observations.count, times: times.count, values: values.count)
    let (length, ddof, isMaximum) = (bounds.events, ddof, kind == .max)
    guard length > 0, returns.kind == .value, width == 1, observations.count > 0, SeriesPoint.areObservations(observations, after: latest) else {
      return step(over: observations, at: times, into: &values)
    }
    let n = Double(length)
    switch kind {
    case .mean:
      sums.run(observations.count, keeping: length, element: { observations[$0].value }) { values[$0] = $1 == length ? $2.sum / n : .nan }
    case .sum:
      sums.run(observations.count, keeping: length, element: { observations[$0].value }) { values[$0] = $1 == length ? $2.sum : .nan }
    case .min, .max:
      extremes.run(observations.count, keeping: length, element: { PairPoint(x: observations[$0].value, y: observations[$0].value) }) {
        values[$0] = $1 == length ? (isMaximum ? $2.highest : $2.lowest) : .nan
      }
    case .var:
      second.run(observations.count, keeping: length, element: { observations[$0].value }) {
        values[$0] = $1 == length ? MathFunctions.quotient($2.squares, n - ddof) : .nan
      }
    case .std:
      second.run(observations.count, keeping: length, element: { observations[$0].value }) {
        values[$0] = $1 == length ? MathFunctions.quotient($2.squares, n - ddof).squareRoot() : .nan
      }
    case .rank, .quantile, .skew, .kurtosis: return step(over: observations, at: times, into: &values)
    }
    bounds.admit(count: observations.count)
    newest = returns.next(observations[observations.count - 1].value)
    latest = observations[observations.count - 1].time
  }
}
