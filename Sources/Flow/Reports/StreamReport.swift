public import Drift

/// Renders what a detector said over a column: the document of `friday drift stream --json`, and a sentence or two for people.
public struct StreamReport: Sendable {
  /// What is rendered.
  public let run: DetectorRun

  /// A report of a run.
  public init(_ run: DetectorRun) { self.run = run }

  /// The document of the command-line contract.
  public var json: JSONTree {
    .object([
      .init("detector", .text(run.key.name)),
      .init("parameters", .object(run.key.parameters.map { .init($0.name, Self.parameter($0.value)) })),
      .init("n", .integer(run.count)),
      .init("nan", .integer(run.nanCount)),
      .init("alarms", .array(run.alarms.map { .integer($0) })),
      .init("warnings", .array(run.warnings.map { .integer($0) })),
      .init("state", .object(run.readings.map { .init($0.name, .number($0.value)) })),
    ])
  }

  private static func parameter(_ text: String) -> JSONTree {
    if let whole = Int(text) { return .integer(whole) }
    if let number = Double(text) { return .number(number) }
    return .text(text)
  }

  /// Alarms, state and a closing sentence, on lines of at most 80 characters.
  public var text: String {
    let shown = run.alarms.prefix(20).map(String.init).joined(separator: ", ") + (run.alarms.count > 20 ? ", …" : "")
    var lines = ""
    if !run.alarms.isEmpty { lines += TextTable.wrapped("alarms at rows \(shown)", indent: 2) }
    lines += TextTable.wrapped("state: " + run.readings.map { "\($0.name) \(NumberText.short($0.value))" }.joined(separator: ", "), indent: 2)
    let count = run.alarms.count
    return lines
      + TextTable.wrapped("\(run.key.name) raised \(count == 0 ? "no" : "\(count)") alarm\(count == 1 ? "" : "s") in \(run.count) rows.")
  }
}
