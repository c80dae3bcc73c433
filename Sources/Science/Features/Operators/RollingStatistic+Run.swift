extension RollingStatistic {
  /// As the general one; sums, extremes and moments of the last N values go through their window in one loop.
  public mutating func run(over observations: Span<SeriesPoint>, at times: Span<Int64>, into values: inout MutableSpan<Double>) {
    let width = Self.width(of: self, rows: observations.count, times: times.count, values: values.count)
    let (length, ddof, isMaximum) = (bounds.events, ddof, kind == .max)
    guard returns.kind == .value, width == 1, observations.count > 0, SeriesPoint.areObservations(observations, after: latest) else {
      return step(over: observations, at: times, into: &values)
    }
    guard length > 0 else { return runTimed(over: observations, at: times, into: &values) }
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

  /// Of a window of time, asked at the observations' own times.
  private mutating func runTimed(over observations: Span<SeriesPoint>, at times: Span<Int64>, into values: inout MutableSpan<Double>) {
    for row in 0..<observations.count where times[row] != observations[row].time { return step(over: observations, at: times, into: &values) }
    let (ddof, isMaximum) = (ddof, kind == .max)
    switch kind {
    case .mean: Self.slide(&sums, &bounds, observations, &values, element: { $0 }) { $0.sum / $1 }
    case .sum: Self.slide(&sums, &bounds, observations, &values, element: { $0 }) { sums, _ in sums.sum }
    case .min, .max:
      Self.slide(&extremes, &bounds, observations, &values, element: { PairPoint(x: $0, y: $0) }) { extremes, _ in
        isMaximum ? extremes.highest : extremes.lowest
      }
    case .var: Self.slide(&second, &bounds, observations, &values, element: { $0 }) { MathFunctions.quotient($0.squares, $1 - ddof) }
    case .std: Self.slide(&second, &bounds, observations, &values, element: { $0 }) { MathFunctions.quotient($0.squares, $1 - ddof).squareRoot() }
    case .rank, .quantile, .skew, .kurtosis: return step(over: observations, at: times, into: &values)
    }
    newest = returns.next(observations[observations.count - 1].value)
    latest = observations[observations.count - 1].time
  }

  @inline(__always) private static func slide<Aggregate: WindowAggregate>(
    _ window: inout SlidingWindow<Aggregate>, _ bounds: inout WindowBounds, _ observations: Span<SeriesPoint>, _ values: inout MutableSpan<Double>,
    element: (Double) -> Aggregate.Element, _ statistic: (Aggregate, Double) -> Double
  ) {
    for row in 0..<observations.count {
      window.drop(bounds.admit(observations[row].time))
      window.push(element(observations[row].value))
      values[row] = bounds.isDefined ? statistic(window.total, Double(bounds.count)) : .nan
    }
  }
}
