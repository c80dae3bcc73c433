import ArgumentParser
import Domain
import Foundation
import Inference
import Reports
import Tables

/// `friday predict`: scores the rows of a table.
struct PredictCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict", abstract: "Score rows with a model file; one CSV row a row of input on standard output.",
    discussion: """
      The model's format is found by its content: XGBoost JSON and UBJSON, LightGBM text, ONNX, and friday's own documents for ensembles and calibration.
      A row of several outputs (classes, trees, columns) is printed with commas.
      """)

  @Option(name: .long, help: "Model file") var model: String
  @Option(name: .long, help: "Table (CSV) with the model's columns, in any order; by their places when it names none of them") var input: String
  @Option(name: .long, help: "value, margin, leaf, contribution, or the name of an output of an ONNX graph") var output = "value"
  @Option(name: .long, help: "A number that means missing, besides an empty cell") var missing: Double?
  @Flag(name: .long, help: "Print the model's metadata as JSON on standard error") var json = false

  func run() async throws {
    let loaded = try ModelFile(path: model).load(missing: missing.map { Float($0) })
    var answerer = try RowAnswerer(loaded, ScorerOutput(output))
    let columns = try Self.columns(loaded.model, input, isQuiet: json)
    let rows = columns.first?.count ?? 0
    var row = [Double](repeating: .nan, count: columns.count)
    var answer = [Double](repeating: 0, count: answerer.count)
    var text: [UInt8] = []
    for index in 0..<rows {
      for (position, column) in columns.enumerated() { row[position] = column[index] == missing ? .nan : column[index] }
      var span = answer.mutableSpan
      answerer.answer(row.span, into: &span)
      for (position, number) in answer.enumerated() {
        if position > 0 { text.append(UInt8(ascii: ",")) }
        text.append(contentsOf: Self.text(number, answerer.precision).utf8)
      }
      text.append(10)
      if text.count > 1 << 16 {
        Terminal.print(bytes: text)
        text.removeAll(keepingCapacity: true)
      }
    }
    Terminal.print(bytes: text)
    if json { Terminal.say(Self.metadata(loaded, output, outputs: answerer.count, rows: rows)) }
  }

  /// The shortest text that reads back the same in the number's own precision.
  private static func text(_ number: Double, _ precision: RowAnswerer.Precision) -> String {
    switch precision {
    case .double: number.description
    case .single: Float(number).description
    case .integer: Int64(exactly: number)?.description ?? number.description
    }
  }

  private static func metadata(_ loaded: LoadedScorer, _ output: String, outputs: Int, rows: Int) -> String {
    let names = loaded.model.featureNames ?? (0..<loaded.model.featureCount).map { "f\($0)" }
    return JSONTree.object([
      .init("format", .text(loaded.source)), .init("objective", .text(loaded.model.objectiveName)), .init("output", .text(output)),
      .init("outputs", .integer(outputs)), .init("features", .array(names.map { .text($0) })), .init("rows", .integer(rows)),
    ]).description
  }

  /// The model's columns by name; where the model has no names, or the table none of them and as many columns, the table's columns as they stand.
  ///
  /// - Parameter isQuiet: standard error is a document's: no remark stands beside it.
  private static func columns(_ model: ScoringModel, _ path: String, isQuiet: Bool) throws(Diagnostic) -> [[Double]] {
    let table = try CSVReader().read(path: path)
    let chosen: [Column]
    if let names = model.featureNames, !(names.allSatisfy { table[$0] == nil } && table.columns.count == model.featureCount) {
      var named: [Column] = []
      for name in names { named.append(try table.column(named: name)) }
      chosen = named
    } else {
      guard table.columns.count == model.featureCount else {
        throw Diagnostic(
          code: "model.columns", exitCode: .badData, message: "\(path) has \(table.columns.count) columns, the model takes \(model.featureCount)",
          hint: "the model names none, so the table must hold its columns in order and no others")
      }
      if model.featureNames != nil, !isQuiet { Terminal.say("\(path) names none of the model's columns: they are taken by their places") }
      chosen = table.columns
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
