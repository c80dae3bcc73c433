import ArgumentParser
import Domain
import Features
import Reports

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
      let document = JSONTree.object([
        .init("file", .text(file)), .init("valid", .flag(problems.isEmpty)), .init("set", set.map { .text($0.name) } ?? .null),
        .init("version", .optional(set?.version)), .init("hash", set.map { .text($0.schema.hashText) } ?? .null),
        .init("columns", .optional(set?.columns.count)),
        .init(
          "problems",
          .array(problems.map { .object([.init("path", .text($0.path)), .init("line", .integer($0.line)), .init("reason", .text($0.reason))]) })),
      ])
      Terminal.print(document.description)
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
