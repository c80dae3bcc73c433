internal import Statistics

/// One column of a history, measured window by window, with its change points: what columns can compute apart from each other.
public struct ColumnHistory: Hashable, Sendable {
  /// The column.
  public let name: String
  /// One a window of the plan.
  public let measurements: [WindowMeasurement]
  /// In order of time.
  public let changePoints: [ChangePoint]
  /// Penalty β a change point had to earn.
  public let penalty: Double
  /// Dependence of values on their past, seen in the first reference; nil when that is short or constant.
  public let dependence: SerialDependence?
  /// NaN or empty cells of the whole history.
  public let missing: Int

  /// Measures a column.
  ///
  /// - Parameters:
  ///   - name: for reports.
  ///   - values: one a row of the plan's history; NaN where there is none.
  ///   - plan: windows and references.
  ///   - options: judged by; see ``HistoryOptions``.
  ///   - columns: how many columns share the level of the change points, at least 1.
  ///   - progress: told the windows done so far, from wherever this runs.
  /// - Throws: ``HistoryError/badParameter(_:value:wanted:)``.
  /// - Precondition: as many values as the plan has rows.
  /// - Complexity: O(windows · (reference + window)) for sorting, KS's exact law besides, and ``ChangePointSearch``.
  public init(
    name: String, values: [Double], plan: HistoryPlan, options: HistoryOptions, columns: Int = 1, progress: (Int) -> Void = { _ in }
  ) throws(HistoryError) {
    try options.validate()
    precondition(values.count == plan.rowCount, "a column has one value a row")
    dependence = SerialDependence(Array(values[plan.windows[0].referenceRows]))
    // Counted from the first reference, which a later change cannot feign dependence in.
    let time = options.dependence == .effective ? max(dependence?.carefulTime ?? 1, 1) : nil
    var measured: [WindowMeasurement] = []
    measured.reserveCapacity(plan.windows.count)
    var rows = 0..<0
    var reference = SortedSample([])
    for (index, window) in plan.windows.enumerated() {
      if window.referenceRows != rows || index == 0 {
        rows = window.referenceRows
        reference = SortedSample(Array(values[rows]))
      }
      measured.append(
        WindowMeasurement(
          reference: reference, current: SortedSample(Array(values[window.rows])), minimumCount: options.minimumCount, time: time))
      progress(index + 1)
    }
    let search = ChangePointSearch(
      alpha: options.alpha / Double(max(columns, 1)), minimumEffect: options.minimumEffect, inflation: time ?? 1)
    self.name = name
    measurements = measured
    changePoints = search.changePoints(of: values)
    missing = values.count { $0.isNaN }
    penalty = search.penalty(count: values.count - missing)
  }
}
