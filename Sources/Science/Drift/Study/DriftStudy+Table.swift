extension DriftStudy {
  /// Rates as lines of aligned columns: subject, law, measured with its interval, claimed, verdict.
  public static func table(_ rates: [Rate]) -> String {
    lines(
      [["subject", "values", "measured (99 % interval)", "unit", "claimed", ""]]
        + rates.map {
          [
            $0.subject, $0.law.rawValue, $0.measured.text, $0.unit, $0.claimed.map { "≤ \(NumberText.short($0))" } ?? "nothing",
            $0.claimed == nil ? "" : $0.isBroken ? "ABOVE" : "kept",
          ]
        })
  }

  /// Delays as lines of aligned columns.
  public static func table(_ delays: [Delay]) -> String {
    lines(
      [["subject", "change", "false alarms in 1,000", "median delay", "missed"]]
        + delays.map {
          [
            $0.subject, $0.change.rawValue, NumberText.short($0.falseAlarms), $0.medianDelay.map(String.init) ?? "-", NumberText.short($0.missed),
          ]
        })
  }

  /// The whole study.
  public struct Report: Sendable {
    /// Claimed rates, the monitor, raw detectors under dependence, delays, as tables.
    public var text: String
    /// The claimed rates on independent values, the law that every claim covers.
    public var claims: [Rate]
  }

  /// Runs everything once.
  ///
  /// - Throws: ``DriftError`` never, unless the catalogue is broken.
  public func report() throws(DriftError) -> Report {
    var text = "Error rates by simulation: \(runs) runs of \(length) values a row, seed \(seed)\n\n"
    text += "Claimed levels on independent values, and on AR(0.5), which the conformal claims do not cover\n"
    var claims: [Rate] = []
    for law in StudyStream.Law.allCases {
      let rates = try claimedRates(law)
      if law == .independent { claims = rates }
      text += Self.table(rates) + "\n"
    }
    text += "The monitor over three streams\n"
    for law in StudyStream.Law.allCases { text += Self.table(try monitorRates(law)) + "\n" }
    text += "Every detector as it comes, alarms a value\n"
    for law in StudyStream.Law.allCases { text += Self.table(try rawRates(law)) + "\n" }
    text += "Delays\n"
    for change in StudyStream.Change.allCases { text += Self.table(try delays(change)) + "\n" }
    return Report(text: text, claims: claims)
  }

  private static func lines(_ rows: [[String]]) -> String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.indices.map { $0 == row.count - 1 ? row[$0] : row[$0] + String(repeating: " ", count: widths[$0] - row[$0].count + 2) }.joined()
    }.joined(separator: "\n") + "\n"
  }
}
