internal import Drift
internal import Statistics

extension ComparisonReport {
  /// The verdict in one sentence.
  public var verdict: String {
    let drifted = comparison.columns.filter { self.drifted($0) }
    let count = comparison.columns.count
    let columns = "\(count) column\(count == 1 ? "" : "s")"
    if !peers.isEmpty {
      return "By \(judge): \(self.drifted ? "drift" : "no drift"), \(drifted.count) of \(columns)."
    }
    let terms = "(Holm at \(NumberText.short(comparison.alpha)), effect ≥ \(NumberText.short(comparison.minimumEffect)))"
    guard let worst = drifted.max(by: { $0.comparison.effect < $1.comparison.effect }) else {
      return multivariateDrifted
        ? "No column drifted of \(columns) \(terms), but together they did." : "No drift shown in \(columns) \(terms)."
    }
    return "Drift in \(drifted.count) of \(columns), most in \(Self.cut(worst.comparison.name)): "
      + "\(worst.comparison.effectName) \(NumberText.short(worst.comparison.effect)) \(terms)."
  }

  /// A table of at most 80 characters a line, the drifting columns first, then what there is to say of their values, the verdict last.
  public var text: String {
    var table = TextTable(["column", "n", "n now", "effect", "p Holm", "PSI", "W1", "verdict"], alignedLeft: [0, 7], widest: 20)
    let order = comparison.columns.sorted {
      (drifted($0) ? 0 : 1, -$0.comparison.effect) < (drifted($1) ? 0 : 1, -$1.comparison.effect)
    }
    for column in order {
      let compared = column.comparison
      let distance: Double? = if case .numeric(let numbers) = compared { numbers.wasserstein } else { nil }
      table.add([
        compared.name, "\(compared.counts.reference)", "\(compared.counts.current)",
        "\(compared.effectName) \(NumberText.short(compared.effect))", NumberText.short(column.adjustedPValue),
        NumberText.short(compared.populationStability), distance.map(NumberText.short) ?? "-",
        drifted(column) ? "DRIFTED" : peers.isEmpty && column.rejected ? "small" : "-",
      ])
    }
    return table.text + notes(order) + TextTable.wrapped(verdict)
  }

  /// A name short enough for the table's first column.
  private static func cut(_ name: String) -> String { name.count > 20 ? name.prefix(19) + "…" : name }

  /// One line a note, of the first ten columns that have any.
  private func notes(_ columns: [DriftComparison.Column]) -> String {
    let noted = columns.filter { !$0.comparison.notes.isEmpty }
    var text = ""
    for column in noted.prefix(10) {
      for note in column.comparison.notes { text += TextTable.wrapped("\(Self.cut(column.comparison.name)): \(note.text)", indent: 2) }
    }
    if noted.count > 10 { text += "notes on \(noted.count - 10) more columns stand in the JSON document\n" }
    return text
  }
}
