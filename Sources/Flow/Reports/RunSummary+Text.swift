internal import Domain
internal import Drift

extension RunSummary {
  /// For people: at most 80 characters a line, the verdict last.
  public var text: String {
    var lines: [String] = []
    func add(_ label: String, _ value: String) {
      let head = label + String(repeating: " ", count: max(1, 18 - label.count))
      lines.append(head + TextTable.wrapped(value, indent: head.count, first: head.count).dropLast())
    }
    add("ticks", Self.grouped(ticks))
    add("predictions", Self.grouped(predictions))
    add(
      "outcomes",
      "\(Self.grouped(outcomes)) (\(Self.grouped(outcomesPending)) pending, \(Self.grouped(outcomesLate)) late, \(Self.grouped(outcomesMissing)) missing)")
    add("journal", "\(Self.grouped(recordsJournaled)) records, \(Self.grouped(pointsJournaled)) points")
    if let pointsUploaded {
      var parts: [String] = []
      if let ticksUploaded { parts.append("\(Self.grouped(ticksUploaded)) ticks") }
      if let predictionsUploaded { parts.append("\(Self.grouped(predictionsUploaded)) predictions") }
      add("uploaded", "\(Self.grouped(pointsUploaded)) points" + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"))
    }
    if let reconciliation {
      add(
        "reconciliation",
        "\(reconciliation.checks) checks, \(reconciliation.discrepancies) discrepancies, \(reconciliation.corrected) corrected, \(reconciliation.open) open")
    }
    add("models", models.isEmpty ? "none" : models.map(\.description).joined(separator: ", ") + (modelSwaps > 0 ? " (swapped \(modelSwaps == 1 ? "once" : "\(Self.grouped(modelSwaps)) times"))" : ""))
    if modelScores.count > 1 {
      for score in modelScores {
        add("", "\(score.version): \(Self.grouped(score.predictions)) predictions, Brier \(score.brier.map(NumberText.short) ?? "not known yet")")
      }
    }
    let timed = [("tick→prediction", tickToPrediction), ("order update", orderUpdate), ("service", service), ("cpu", cpu)].filter { $0.1?.p50 != nil }
    var text = lines.map { $0 + "\n" }.joined()
    if !timed.isEmpty {
      var table = TextTable(["latency", "p50", "p99", "p99.9", "max"], alignedLeft: [0], widest: 18)
      for (name, latency) in timed {
        table.add([name] + [latency?.p50, latency?.p99, latency?.p999, latency?.max].map { $0.map(Self.span) ?? "-" })
      }
      text += "\n" + table.text
    }
    let total = alarmsTotal ?? UInt64(alarms.count)
    if !alarms.isEmpty {
      text += "\ndrift alarms (\(Self.grouped(total)) in \(Self.grouped(driftChecks)) checks)\n"
      for alarm in alarms.suffix(8) {
        text += TextTable.wrapped("  \(alarm.severity.rawValue) \(alarm.symbol) \(alarm.feature), \(alarm.test): \(alarm.reason)", indent: 4)
      }
    }
    return text + "\n" + TextTable.wrapped(verdict)
  }

  /// The run in one sentence.
  public var verdict: String {
    let total = alarmsTotal ?? UInt64(alarms.count)
    let drift = total == 0 ? "no drift alarm" : "\(Self.grouped(total)) drift alarm\(total == 1 ? "" : "s")"
    let books: String
    if let reconciliation {
      books = reconciliation.open == 0 ? ", books equal" : ", \(reconciliation.open) discrepanc\(reconciliation.open == 1 ? "y" : "ies") open"
    } else {
      books = ""
    }
    return "\(interrupted ? "Interrupted after" : "Ran") \(NumberText.short(wallSeconds)) s: \(Self.grouped(ticks)) ticks, "
      + "\(Self.grouped(predictions)) predictions, \(drift)\(books)."
  }

  /// `1,234,567`.
  static func grouped(_ value: UInt64) -> String {
    var text = ""
    for (index, digit) in String(value).reversed().enumerated() {
      if index > 0 && index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  /// Seconds in the unit that suits them: `850 ns`, `12.3 µs`, `4.5 ms`, `2 s`.
  static func span(_ seconds: Double) -> String {
    switch seconds {
    case ..<1e-6: "\(NumberText.short(seconds * 1e9)) ns"
    case ..<1e-3: "\(NumberText.short(seconds * 1e6)) µs"
    case ..<1: "\(NumberText.short(seconds * 1e3)) ms"
    default: "\(NumberText.short(seconds)) s"
    }
  }
}
