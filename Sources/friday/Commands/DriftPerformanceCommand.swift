import ArgumentParser
import Domain
import Drift
import Reports
import Foundation
import Tables

/// `friday drift performance`: how good a classifier is where no label has come yet.
struct DriftPerformanceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "performance", abstract: "Estimate a binary classifier's performance without labels (CBPE).",
    discussion: """
      The reference's scores are calibrated against its labels by isotonic regression; the calibrated scores of the current sample then give its expected \
      confusion matrix. It is right while what the features mean stays the same. Where the current sample has the label too, what was realised stands beside.
      """)

  @Option(name: .long, help: "Table with scores and labels") var reference: String
  @Option(name: .long, help: "Table with scores") var current: String
  @Option(name: .long, help: "Column of the model's scores, larger for the positive class") var score: String
  @Option(name: .long, help: "Column of labels, 0 or 1") var label: String
  @Option(name: .long, help: "A score from here on is a positive decision") var threshold = 0.5
  @Flag(name: .long, help: "Print one JSON document") var json = false

  func run() async throws {
    let known = try TableFormat.read(reference, options: CSVReader.Options(columns: [score, label]), duckDB: TableLoader.duckDB)
    let now = try TableFormat.read(current, duckDB: TableLoader.duckDB)
    let (scores, labels) = (try numbers(known, score), try numbers(known, label))
    let usable = scores.indices.filter { !scores[$0].isNaN && !labels[$0].isNaN }
    for row in usable where labels[row] != 0 && labels[row] != 1 {
      throw Diagnostic(
        code: "performance.label", exitCode: .badData, message: "\(reference): row \(row + 1) has the label \(labels[row])", hint: "labels are 0 or 1")
    }
    let current = try numbers(now, score)
    let calibration: IsotonicCalibration
    let estimate: ConfidenceBasedPerformance
    do throws(PerformanceEstimateError) {
      calibration = try IsotonicCalibration(scores: usable.map { scores[$0] }, isPositive: usable.map { labels[$0] == 1 })
      estimate = try ConfidenceBasedPerformance(
        calibrated: current.map { $0.isNaN ? .nan : calibration.probability(of: $0) }, decisions: current.map { $0 >= threshold }, raw: current)
    } catch {
      throw error.diagnostic
    }
    let realised = now[label]?.numbers.map { labels in
      zip(current, labels).filter { !$0.0.isNaN && !$0.1.isNaN }.map { ($0 >= threshold) == ($1 == 1) }
    }
    let accuracy = realised.flatMap { $0.isEmpty ? nil : Double($0.count { $0 }) / Double($0.count) }
    let figures: [(String, Double?)] = [
      ("accuracy", estimate.accuracy), ("precision", estimate.precision), ("recall", estimate.recall), ("specificity", estimate.specificity),
      ("f1", estimate.f1), ("auc", estimate.areaUnderCurve),
    ]
    if json {
      let document = JSONTree.object(
        [.init("method", .text("cbpe")), .init("rows", .integer(estimate.rows)), .init("nan_rows", .integer(estimate.nanRows))]
          + figures.map { JSONTree.Member($0.0, .optional($0.1)) } + [
            .init("accuracy_deviation", .number(estimate.accuracyDeviation)), .init("realised_accuracy", .optional(accuracy)),
          ])
      return Terminal.print(document.description)
    }
    for (name, value) in figures { Terminal.print("\(name.padding(toLength: 14, withPad: " ", startingAt: 0))\(value.map(NumberText.short) ?? "-")") }
    if let accuracy { Terminal.print("realised accuracy \(NumberText.short(accuracy))") }
    Terminal.print(
      "Expected accuracy \(NumberText.short(estimate.accuracy)) ± \(NumberText.short(2 * estimate.accuracyDeviation)) over \(estimate.rows) rows without labels.")
  }

  private func numbers(_ table: NumericTable, _ name: String) throws(Diagnostic) -> [Double] {
    if let numbers = try table.column(named: name).numbers { return numbers }
    throw Diagnostic(
      code: "performance.text", exitCode: .badData, message: "the column \"\(name)\" of \(table.source) holds text", hint: "name a column of numbers")
  }
}
