import ArgumentParser
import Domain
import Foundation
import Inference
import Tables

/// `friday predict`: scores the rows of a table.
struct PredictCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict", abstract: "Score rows with a model file; one CSV row a row of input on standard output.")

  /// What of a score is printed.
  enum Output: String, ExpressibleByArgument, CaseIterable { case value, margin }

  @Option(name: .long, help: "Model file: XGBoost JSON") var model: String
  @Option(name: .long, help: "Table (CSV) with the model's columns, in any order") var input: String
  @Option(name: .long, help: "value or margin") var output: Output = .value
  @Option(name: .long, help: "A number that means missing, besides an empty cell") var missing: Double?
  @Flag(name: .long, help: "Print the model's metadata as JSON on standard error") var json = false

  func run() async throws {
    guard let data = FileManager.default.contents(atPath: model) else {
      throw Diagnostic(
        code: "model.unreadable", exitCode: .badData, message: "cannot read the model file \(model)", hint: "check the path and the file's rights")
    }
    let bytes = [UInt8](data)
    let forest = CompiledForest(try XGBoostReader().read(bytes.span, file: model))
    guard forest.groupCount == 1 else {
      throw Diagnostic(
        code: "model.outputs", exitCode: .badData, message: "\(model) has \(forest.groupCount) outputs a row; this command prints one",
        hint: "score models of one output")
    }
    let columns = try Self.columns(forest, input)
    let rows = columns.first?.count ?? 0
    var row = [Double](repeating: .nan, count: columns.count)
    var text: [UInt8] = []
    for index in 0..<rows {
      for (position, column) in columns.enumerated() { row[position] = column[index] == missing ? .nan : column[index] }
      let score = forest.score(row.span)
      let number = output == .value ? score.value : score.margin
      text.append(contentsOf: (forest.isSinglePrecision ? Float(number).description : number.description).utf8)
      text.append(10)
      if text.count > 1 << 16 {
        Terminal.print(bytes: text)
        text.removeAll(keepingCapacity: true)
      }
    }
    Terminal.print(bytes: text)
    if json {
      let names = forest.featureNames.map { "\"\($0)\"" }.joined(separator: ",")
      Terminal.say("{\"format\":\"xgboost-json\",\"objective\":\"\(forest.objectiveName)\",\"features\":[\(names)],\"rows\":\(rows)}")
    }
  }

  /// The model's columns by name; a model without names takes the table's columns as they stand.
  private static func columns(_ forest: CompiledForest, _ path: String) throws(Diagnostic) -> [[Double]] {
    let table = try CSVReader().read(path: path)
    let chosen: [Column]
    if forest.featureNames.isEmpty || forest.featureNames.allSatisfy({ table[$0] == nil }) && table.columns.count == forest.featureCount {
      chosen = table.columns
    } else {
      var named: [Column] = []
      for name in forest.featureNames { named.append(try table.column(named: name)) }
      chosen = named
    }
    var numbers: [[Double]] = []
    for column in chosen {
      guard let values = column.numbers else {
        throw Diagnostic(
          code: "csv.text_column", exitCode: .badData, message: "\(path): the column \"\(column.name)\" holds text, the model wants numbers",
          hint: "encode it as the model's training did")
      }
      numbers.append(values)
    }
    return numbers
  }
}
