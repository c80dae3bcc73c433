extension BenchmarkReport {
  /// A table of at most 80 columns and a verdict that names the rows behind.
  public var text: String {
    var text = "\(machine.processor.prefix(30)), \(machine.cores) cores; CPU time over all threads\(machine.cpu.map { ", on CPU \($0)" } ?? "")\n"
    if !machine.optimised { text += "built without optimisation: these figures say nothing\n" }
    text += Self.line(["row", "n", "ours", "peer", "theirs", "ratio", "min–max"]) + "\n" + String(repeating: "─", count: Self.width) + "\n"
    var notes: [String] = []
    for result in results {
      var cells = [result.name, "\(result.n)", Self.duration(Spread(result.ours)?.median), result.peer ?? "–", Self.duration(Spread(result.theirs)?.median)]
      if let ratio = result.ratio {
        cells += [Self.factor(ratio.median), "\(Self.factor(ratio.min))–\(Self.factor(ratio.max))"]
      } else {
        cells += ["–", ""]
        if let reason = result.reason { notes.append("\(result.name) \(result.peer ?? ""): \(reason)") }
      }
      // A name that is too long for its column stands on a line of its own.
      if result.name.count > Self.widths[0] {
        text += result.name + "\n"
        cells[0] = ""
      }
      text += Self.line(cells) + (result.isLosing ? " <" : "") + "\n"
    }
    for note in Set(notes).sorted() { text += "no ratio: \(note.prefix(Self.width - 10))\n" }
    return text + verdict
  }

  /// One sentence, lines of at most 80 characters.
  private var verdict: String {
    let compared = results.count { $0.ratio != nil }
    var text = "\(compared) of \(results.count) rows compared; a ratio above 1 is ahead of the peer\n"
    for result in losing { text += "behind: \(result.name) against \(result.peer ?? "?")\n" }
    for result in disagreeing { text += "DIFFERENT ANSWER: \(result.name) against \(result.peer ?? "?")\n" }
    return text
  }

  private static let width = 78
  private static let widths = [17, 7, 8, 11, 8, 6, 13]

  private static func line(_ cells: [String]) -> String {
    var text = ""
    for (index, cell) in cells.enumerated() {
      let space = String(repeating: " ", count: max(0, widths[index] - cell.count))
      let isWord = index == 0 || index == 3
      text += (index == 0 ? "" : " ") + (isWord ? cell + space : space + cell)
    }
    while text.last == " " { text.removeLast() }
    return text
  }

  /// Three digits and a unit.
  static func duration(_ seconds: Double?) -> String {
    guard let seconds else { return "–" }
    let (value, unit) =
      seconds >= 1 ? (seconds, "s") : seconds >= 1e-3 ? (seconds * 1e3, "ms") : seconds >= 1e-6 ? (seconds * 1e6, "µs") : (seconds * 1e9, "ns")
    return "\(digits(value)) \(unit)"
  }

  /// Three digits.
  static func factor(_ ratio: Double) -> String { digits(ratio) }

  private static func digits(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    if value >= 100 { return "\(Int(value.rounded()))" }
    let places = value >= 10 ? 10.0 : 100.0
    return "\((value * places).rounded() / places)"
  }
}
