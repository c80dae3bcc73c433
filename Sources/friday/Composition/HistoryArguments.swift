import ArgumentParser
import Domain
import Drift

/// What the commands that slide over a history share.
struct HistoryArguments: ParsableArguments {
  @Option(name: .long, help: "Time column: seconds, ms, µs or ns since 1970 (told by size), or RFC 3339; no zone means UTC") var time:
    String
  @Option(name: .long, help: "Length of a window, such as 15m, 1h or 1d") var every: String
  @Option(name: .long, help: "Length of the reference, such as 30d") var reference: String
  @Flag(name: .long, help: "Hold every window against the first reference instead of the stretch before it") var fixed = false
  @Option(name: .long, help: "Only this column; repeat for more") var column: [String] = []
  @Option(name: .long, help: "Level of the false discovery rate over time and columns") var alpha = 0.05
  @Option(name: .long, help: "Smallest KS distance that counts; 0 turns it off") var minEffect = 0.05
  @Option(name: .long, help: "A side with fewer values is not judged") var minCount = 8
  @Option(name: .long, help: "Online control: lord++ or saffron") var control = HistoryOptions.Control.lord.rawValue
  @Option(name: .long, help: "How values depend on their past: independent (or none), or effective (sizes)") var dependence = "independent"

  /// Reads the file and lays its windows.
  func read(_ path: String) throws(Diagnostic) -> (input: HistoryInput, plan: HistoryPlan, options: HistoryOptions) {
    let options = try options()
    let spans = try Diagnostic.fromHistory { () throws(HistoryError) in
      try options.validate()
      return (every: try HistorySpan(parsing: every), reference: try HistorySpan(parsing: reference))
    }
    let input = try HistoryInput(path: path, time: time, names: column)
    let plan = try Diagnostic.fromHistory { () throws(HistoryError) in
      try HistoryPlan(input.times, every: spans.every, reference: spans.reference, mode: fixed ? .fixed : .sliding)
    }
    return (input, plan, options)
  }

  private func options() throws(Diagnostic) -> HistoryOptions {
    guard let chosen = HistoryOptions.Control(rawValue: control == "lord" ? HistoryOptions.Control.lord.rawValue : control) else {
      throw Diagnostic(
        code: "history.control", exitCode: .usage, message: "there is no online control \"\(control)\"",
        hint: "there are lord++ and saffron")
    }
    guard
      let treatment = HistoryOptions.Dependence(
        rawValue: dependence == "none" ? HistoryOptions.Dependence.independent.rawValue : dependence)
    else {
      throw Diagnostic(
        code: "history.dependence", exitCode: .usage, message: "there is no treatment of dependence \"\(dependence)\"",
        hint: "there are independent and effective")
    }
    return HistoryOptions(alpha: alpha, minimumEffect: minEffect, minimumCount: minCount, control: chosen, dependence: treatment)
  }
}
