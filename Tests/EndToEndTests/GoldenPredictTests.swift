import Foundation
import TestSupport
import Testing

/// `friday predict` on every golden model: each expected output, asked for by its name, cell by cell.
@Suite("Golden predictions of the command", .serialized, .timeLimit(.minutes(10))) struct GoldenPredictTests {
  private struct Case: Decodable {
    var name: String
    var files: [String]
    var refuse: [String]?
    var missing: Double?

    enum CodingKeys: String, CodingKey {
      case name = "case"
      case files, refuse, missing
    }
  }

  private struct Expected: Decodable {
    struct Output: Decodable {
      var dtype: String
      var shape: [Int]
      var values: [Double]
    }
    var outputs: [String: Output]
  }

  /// How one expected output is asked for and how near the answer must be.
  private struct Question {
    var output: String
    /// `nil`: the same number, in the output's own precision.
    var tolerance: Double?
    var isRelative = false
  }

  @Test("each model, each file, each output") func cases() async throws {
    let files = try GoldenFiles("inference")
    var values = 0
    let cases = try files.decode([Case].self, from: "manifest.json")
    for golden in cases {
      let expected = try files.decode(Expected.self, from: "\(golden.name)/expected.json").outputs
      let input = try files.url("\(golden.name)/input.csv").path
      for file in golden.files {
        for (name, output) in expected.sorted(by: { $0.key < $1.key }) {
          values += try await compare(golden, try files.url("\(golden.name)/\(file)").path, input, name, output)
        }
      }
      for file in golden.refuse ?? [] {
        let run = try await FridayProcess.run(["predict", "--model", try files.url("\(golden.name)/\(file)").path, "--input", input])
        #expect(run.exitCode == 65 && run.talk.contains("re-save with model.save_model"), "\(golden.name)/\(file): \(run.talk.suffix(300))")
        values += 1
      }
    }
    try files.report("manifest.json", cases: cases.count, values: values)
  }

  private func compare(_ golden: Case, _ model: String, _ input: String, _ name: String, _ wanted: Expected.Output) async throws -> Int {
    let finiteOnly = name.hasSuffix("_finite_rows")
    let question = Self.question(finiteOnly ? String(name.dropLast("_finite_rows".count)) : name, wanted)
    var arguments = ["predict", "--model", model, "--input", input, "--output", question.output]
    if let missing = golden.missing { arguments += ["--missing", missing.description] }
    let run = try await FridayProcess.run(arguments)
    #expect(run.exitCode == 0, "\(golden.name) \(name): \(run.talk.suffix(500))")
    var rows = run.text.split(separator: "\n").map { $0.split(separator: ",").map { Double($0) ?? .nan } }
    if finiteOnly {
      let cells = try String(contentsOfFile: input, encoding: .utf8).split(separator: "\n").dropFirst()
      rows = zip(rows, cells).filter { !$0.1.contains("inf") }.map(\.0)
    }
    #expect(rows.count == wanted.shape[0], "\(golden.name) \(name): \(rows.count) rows, not \(wanted.shape[0])")
    let width = wanted.values.count / max(wanted.shape[0], 1)
    var wrong: String?
    for (index, row) in rows.enumerated() where wrong == nil {
      // Of a source model that gives the one probability, the graph gives both: the last is meant.
      let answer = row.count == 2 && width == 1 ? [row[1]] : row
      guard answer.count == width else {
        wrong = "row \(index) has \(answer.count) cells, not \(width)"
        break
      }
      for (column, got) in answer.enumerated() where !Self.agree(got, wanted.values[index * width + column], wanted.dtype, question) {
        wrong = "row \(index), cell \(column): \(got), not \(wanted.values[index * width + column])"
      }
    }
    #expect(wrong == nil, "\(golden.name) \(name): \(wrong ?? "")")
    return wanted.values.count
  }

  private static func question(_ name: String, _ output: Expected.Output) -> Question {
    switch name {
    case "margin", "raw": Question(output: "margin")
    case "predict": Question(output: "value", tolerance: output.dtype == "float32" ? 2 * 0x1p-23 : 2 * 0x1p-52, isRelative: true)
    case "leaf_index": Question(output: "leaf")
    case "shap_contribs": Question(output: "contribution", tolerance: output.dtype == "float32" ? 1e-5 : 1e-10)
    default:
      name.hasPrefix("sklearn_") || name.hasSuffix("_predict") ? Question(output: "value", tolerance: 1e-5) : Question(output: name, tolerance: 1e-6)
    }
  }

  private static func agree(_ got: Double, _ wanted: Double, _ dtype: String, _ question: Question) -> Bool {
    if let tolerance = question.tolerance { return abs(got - wanted) <= tolerance * (question.isRelative ? abs(wanted) : 1) }
    return dtype == "float32" ? Float(got) == Float(wanted) : got == wanted
  }
}
