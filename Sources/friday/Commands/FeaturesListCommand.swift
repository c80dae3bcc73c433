import ArgumentParser
import Domain
import Features
import Reports

/// `friday features list`.
struct FeaturesListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the columns of a feature set, or every calculator there is.")
  @Option(name: .long, help: "Name of a set, or path of a file of definitions") var set = FeatureSets.bundled
  @Flag(name: .long, help: "List calculators instead, with what they observe and what an update costs") var calculators = false
  @Flag(name: .long, help: "Print one JSON document") var json = false

  func run() async throws {
    if calculators { return Self.listCalculators(json: json) }
    let set = try FeatureSets.named(set)
    if json {
      let columns = set.columns.indices.map { index in
        let definition = set.definitions[set.columns[index].definition]
        return JSONTree.object([
          .init("name", .text(set.columns[index].name)), .init("definition", .text(set.meaning(of: index))),
          .init("calculator", .text(definition.calculator)), .init("description", .text(definition.description)),
        ])
      }
      let item = JSONTree.object([
        .init("set", .text(set.name)), .init("version", .integer(set.version)), .init("hash", .text(set.schema.hashText)),
        .init("definitions", .text(FeatureSchema.text(set.schema.definitions))), .init("columns", .array(columns)),
      ])
      return Terminal.print(JSONTree.object([.init("items", .array([item]))]).description)
    }
    Terminal.print("\(set.name) version \(set.version), hash \(set.schema.hashText), \(set.columns.count) columns")
    for column in set.columns {
      let definition = set.definitions[column.definition]
      let head = "  " + column.name + String(repeating: " ", count: max(1, 28 - column.name.count))
      let said = definition.description.isEmpty ? "" : definition.description + "; "
      Terminal.print(head + TextTable.wrapped("\(said)\(definition.calculator) on \(Self.words(definition.input))", indent: head.count, first: head.count).dropLast())
    }
    Terminal.print("\n--json gives the whole definitions, of which the hash is made;\n--calculators lists what a definition may use.")
  }

  /// What a feature is computed on, for people.
  private static func words(_ input: FeatureInput) -> String {
    guard case .candles(let interval, let source, let field, _) = input else { return input.text }
    return "\(interval / 1_000_000_000) s candles of \(source == .mid ? "the mid" : "trades"), \(field.rawValue)"
  }

  private static func listCalculators(json: Bool) {
    let all = Calculator.all.sorted { $0.name < $1.name }
    if json {
      let items = all.map {
        JSONTree.object([.init("name", .text($0.name)), .init("observes", .text($0.takes.rawValue)), .init("cost", .text($0.cost.rawValue))])
      }
      return Terminal.print(JSONTree.object([.init("items", .array(items))]).description)
    }
    for calculator in all {
      let name = calculator.name + String(repeating: " ", count: max(1, 28 - calculator.name.count))
      Terminal.print("\(name)\(calculator.takes.rawValue), \(calculator.cost.rawValue)")
    }
  }
}
