extension SeriesPoint {
  /// Are all of these observations: finite, and none earlier than the one before it?
  static func areObservations(_ points: Span<SeriesPoint>, after latest: Int64) -> Bool {
    var before = latest
    for index in 0..<points.count {
      let point = points[index]
      guard point.value.isFinite, point.time >= before else { return false }
      before = point.time
    }
    return true
  }
}
