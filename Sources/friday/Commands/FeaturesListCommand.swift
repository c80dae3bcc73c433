import ArgumentParser
import Domain
import Features
import JSONBytes

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
        return "{\"name\":\(JSONText.quoted(set.columns[index].name)),\"definition\":\(JSONText.quoted(set.meaning(of: index))),"
          + "\"calculator\":\(JSONText.quoted(definition.calculator)),\"description\":\(JSONText.quoted(definition.description))}"
      }
      return Terminal.print(
        "{\"items\":[{\"set\":\(JSONText.quoted(set.name)),\"version\":\(set.version),\"hash\":\"\(set.schema.hashText)\","
          + "\"definitions\":\"\(FeatureSchema.text(set.schema.definitions))\",\"columns\":[\(columns.joined(separator: ","))]}]}")
    }
    Terminal.print("\(set.name) version \(set.version), hash \(set.schema.hashText), \(set.columns.count) columns")
    for (index, column) in set.columns.enumerated() {
      Terminal.print("  \(column.name)\n      \(set.meaning(of: index))")
    }
  }

  private static func listCalculators(json: Bool) {
    let all = Calculator.all.sorted { $0.name < $1.name }
    if json {
      let items = all.map { "{\"name\":\"\($0.name)\",\"observes\":\"\($0.takes.rawValue)\",\"cost\":\"\($0.cost.rawValue)\"}" }
      return Terminal.print("{\"items\":[\(items.joined(separator: ","))]}")
    }
    for calculator in all {
      let name = calculator.name + String(repeating: " ", count: max(1, 28 - calculator.name.count))
      Terminal.print("\(name)\(calculator.takes.rawValue), \(calculator.cost.rawValue)")
    }
  }
}
