import ArgumentParser
import Domain
import Features
import JSONBytes

/// `friday features check FILE`.
struct FeaturesCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check a file of feature definitions: every problem at once; ends with 1 when there is one.")
  @Argument(help: "File of definitions (YAML)") var file: String
  @Flag(name: .long, help: "Print one JSON document") var json = false

  func run() async throws {
    let node = try DefinitionFile.read(path: file)
    let problems = FeatureRegistry.problems(in: node, file: file)
    let set = problems.isEmpty ? try FeatureRegistry.read(node, file: file).featureSet() : nil
    if json {
      let items = problems.map { "{\"path\":\(JSONText.quoted($0.path)),\"line\":\($0.line),\"reason\":\(JSONText.quoted($0.reason))}" }
      Terminal.print(
        "{\"file\":\(JSONText.quoted(file)),\"valid\":\(problems.isEmpty),\"set\":\(set.map { JSONText.quoted($0.name) } ?? "null"),"
          + "\"version\":\(set.map { String($0.version) } ?? "null"),\"hash\":\(set.map { "\"\($0.schema.hashText)\"" } ?? "null"),"
          + "\"columns\":\(set.map { String($0.columns.count) } ?? "null"),\"problems\":[\(items.joined(separator: ","))]}")
    } else {
      for problem in problems { Terminal.print("\(file): \(problem)") }
      if let set {
        Terminal.print("\(file) is sound: set \(set.name) version \(set.version), \(set.columns.count) columns, hash \(set.schema.hashText).")
      } else {
        Terminal.print("\(file) has \(problems.count) problem\(problems.count == 1 ? "" : "s").")
      }
    }
    if !problems.isEmpty { Terminal.exit(.no) }
  }
}
