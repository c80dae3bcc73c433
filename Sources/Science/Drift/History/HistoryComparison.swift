public import Domain
internal import Statistics

/// A history judged: every window of every column against its reference, with the false discovery rate controlled online over time and columns.
///
/// Tests are decided in order of time, within a window in the order of columns; windows too small are no tests. A column is drifted in a window
/// when its KS null is rejected at the level that the control grants **and** D is at least the least effect.
///
/// The control's promise: expected share of false ones among the rejections ≤ α when p-values are independent. Windows of a sliding reference share
/// rows, so beside it stands what needs no independence: without any change, a history is called drifted with probability at most w₀ = α/2 (LORD++:
/// the levels before a first rejection sum to w₀).
public struct HistoryComparison: Hashable, Sendable {
  /// A column's judgement in one window.
  public struct Finding: Hashable, Sendable {
    /// Level granted by the control; nil when the window was too small.
    public let level: Double?
    /// p at or below it?
    public let rejected: Bool
    /// Rejected, and D large enough?
    public let drifted: Bool
    /// Why, in one sentence.
    public let reason: String
  }

  /// Windows and references.
  public let plan: HistoryPlan
  /// Levels and floors.
  public let options: HistoryOptions
  /// Columns, measured.
  public let columns: [ColumnHistory]
  /// One list a window, in it one finding a column.
  public let findings: [[Finding]]
  /// Tests decided.
  public let tests: Int
  /// Time of every row that is a change point, by column and place in its list.
  public let changeTimes: [[Timestamp]]

  /// Judges measured columns.
  ///
  /// - Parameters:
  ///   - plan: that all columns were measured by.
  ///   - times: of the history.
  ///   - columns: at least one.
  ///   - options: that all columns were measured by.
  /// - Throws: ``HistoryError/noColumns``, ``HistoryError/badParameter(_:value:wanted:)``.
  /// - Complexity: O(windows · columns · rejections).
  public init(plan: HistoryPlan, times: HistoryTimes, columns: [ColumnHistory], options: HistoryOptions) throws(HistoryError) {
    try options.validate()
    guard !columns.isEmpty else { throw .noColumns }
    precondition(columns.allSatisfy { $0.measurements.count == plan.windows.count }, "a column has one measurement a window")
    var lord = LORD(alpha: options.alpha, initialWealth: options.initialWealth)
    var saffron = SAFFRON(alpha: options.alpha, initialWealth: options.initialWealth)
    var findings: [[Finding]] = []
    findings.reserveCapacity(plan.windows.count)
    for index in plan.windows.indices {
      findings.append(
        columns.map { column in
          let measurement = column.measurements[index]
          guard let evidence = measurement.evidence else { return Self.tooSmall(measurement, options) }
          let test = options.control == .lord ? lord.decide(evidence.pValue) : saffron.decide(evidence.pValue)
          return Self.finding(evidence, test, options)
        })
    }
    self.plan = plan
    self.options = options
    self.columns = columns
    self.findings = findings
    tests = options.control == .lord ? lord.count : saffron.count
    changeTimes = columns.map { $0.changePoints.map { times.values[$0.row] } }
  }

  private static func tooSmall(_ measurement: WindowMeasurement, _ options: HistoryOptions) -> Finding {
    let (side, count) =
      measurement.currentCount < options.minimumCount ? ("window", measurement.currentCount) : ("reference", measurement.referenceCount)
    return Finding(
      level: nil, rejected: false, drifted: false,
      reason: "not judged: the \(side) holds \(count) values, fewer than \(options.minimumCount)")
  }

  private static func finding(_ found: WindowMeasurement.Evidence, _ test: OnlineTest, _ options: HistoryOptions) -> Finding {
    let distance = found.kolmogorovSmirnov.statistic
    let drifted = test.rejected && distance >= options.minimumEffect
    let evidence = "KS p \(NumberText.short(found.pValue)), \(options.control.rawValue) level \(NumberText.short(test.level))"
    let (d, floor) = (NumberText.short(distance), NumberText.short(options.minimumEffect))
    let reason =
      drifted
      ? "drifted: D \(d) ≥ \(floor) and \(evidence)"
      : test.rejected ? "significant but small: D \(d) < \(floor) (\(evidence))" : "no drift shown: D \(d) (\(evidence))"
    return Finding(level: test.level, rejected: test.rejected, drifted: drifted, reason: reason)
  }

  /// Windows in which any column drifted, by index.
  public var driftedWindows: [Int] { findings.indices.filter { findings[$0].contains(where: \.drifted) } }
  /// Did any column drift in any window?
  public var drifted: Bool { findings.contains { $0.contains(where: \.drifted) } }
  /// Windows in which no column could be judged, by index.
  public var smallWindows: [Int] { findings.indices.filter { findings[$0].allSatisfy { $0.level == nil } } }
}
