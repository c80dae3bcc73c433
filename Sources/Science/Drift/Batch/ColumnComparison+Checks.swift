internal import Statistics

extension ColumnComparison {
  static func requireValues(_ name: String, _ left: SortedSample, _ right: SortedSample) throws(DriftError) {
    guard !left.values.isEmpty else { throw .noValues(column: name, side: "reference", rows: left.nanCount) }
    guard !right.values.isEmpty else { throw .noValues(column: name, side: "current sample", rows: right.nanCount) }
  }

  static func scan(_ name: String, _ left: SortedSample, _ right: SortedSample) throws(DriftError) -> RankStatistics {
    do {
      return try RankStatistics(reference: left.values.span, current: right.values.span)
    } catch {
      throw .noValues(column: name, side: "current sample", rows: 0)
    }
  }

  static func welch(_ left: SampleSummary, _ right: SampleSummary) -> WelchTest? {
    guard let a = left.mean, let b = right.mean, let s = left.standardDeviation, let u = right.standardDeviation else { return nil }
    return WelchTest(reference: (a, s * s, left.count), current: (b, u * u, right.count))
  }

  /// The more dependent of two series.
  static func dependence(_ reference: [Double], _ current: [Double]) -> SerialDependence? {
    switch (SerialDependence(reference), SerialDependence(current)) {
    case (let left?, let right?): left.time >= right.time ? left : right
    case (let left, let right): left ?? right
    }
  }

  static func notes(_ left: SampleSummary, _ right: SampleSummary, _ dependence: SerialDependence?) -> [ComparisonNote] {
    var notes: [ComparisonNote] = []
    if left.nanCount + right.nanCount > 0 { notes.append(.missing(reference: left.nanCount, current: right.nanCount)) }
    if left.infiniteCount + right.infiniteCount > 0 { notes.append(.infinite(reference: left.infiniteCount, current: right.infiniteCount)) }
    if left.quantiles.first == left.quantiles.last { notes.append(.constant(side: "reference")) }
    if right.quantiles.first == right.quantiles.last { notes.append(.constant(side: "current sample")) }
    if min(left.count, right.count) < ComparisonNote.tinyCount { notes.append(.tiny(reference: left.count, current: right.count)) }
    if let dependence, dependence.isEvident { notes.append(.autocorrelated(time: dependence.time)) }
    return notes
  }
}
