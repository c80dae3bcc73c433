import Domain
import Foundation
import Inference
import TestSupport
import Testing

/// Every XGBoost and LightGBM model of the manifest against the library that wrote it: sums bit for bit, values within two units in the last place.
@Suite("Golden forests") struct GoldenInferenceTests {
  /// How near a value must be to the library's.
  private enum Nearness {
    case bits, units(UInt64), absolute(Double)
  }

  /// `inference` holds the peers' own models, `inference-options` one for each option of the two libraries that changes a file or its meaning.
  @Test("score, explain or refuse each file as the manifest says", arguments: ["inference", "inference-options"])
  func cases(area: String) throws {
    let golden = try GoldenFiles(area, isOurs: area == "inference-options")
    var (compared, values) = (0, 0)
    for item in try GoldenModelCase.all(golden) {
      #expect(["xgboost", "lightgbm", "onnxruntime"].contains(item.framework), "\(item.name): no suite reads the models of \(item.framework)")
      // Networks are the other golden suite's.
      if item.framework == "onnxruntime" { continue }
      for file in item.refuse ?? [] {
        let bytes = [UInt8](try golden.data("\(item.name)/\(file)"))
        let refusal = #expect(throws: Diagnostic.self) { try XGBoostReader().read(bytes.span, file: file) }
        #expect(refusal?.exitCode == .badData && refusal?.code == "model.unsupported", "\(item.name)/\(file) should be refused")
        #expect(refusal?.hint?.contains("re-save with model.save_model(") == true, "\(item.name)/\(file): \(refusal?.hint ?? "no hint")")
        compared += 1
        values += 1
      }
      let outputs = try item.expected(golden)
      #expect(Set(outputs.keys) == Set(item.outputs), "\(item.name): manifest and expected.json name other outputs")
      let rows = try item.rows(golden)
      for file in item.files {
        let bytes = [UInt8](try golden.data("\(item.name)/\(file)"))
        compared += 1
        for (name, expected) in outputs.sorted(by: { $0.key < $1.key }) {
          let finite = name.hasSuffix("_finite_rows")
          let kind = finite ? String(name.dropLast("_finite_rows".count)) : name
          let taken = finite ? rows.filter { !$0.contains(where: \.isInfinite) } : rows
          let place = "\(item.name)/\(file).\(name)"
          switch item.framework {
          case "xgboost":
            let model = try XGBoostReader().read(bytes.span, file: file)
            let found = try Self.values(of: model, missing: item.missing, kind, taken, width: expected.count / max(taken.count, 1))
            values += Self.compare(found.map { Double(Float($0)) }, expected.map { Double(Float($0)) }, single: true, kind, place)
          default:
            let model = try LightGBMReader().read(bytes.span, file: file)
            values += Self.compare(try Self.values(of: model, kind, taken), expected, single: false, kind, place)
          }
        }
      }
    }
    try golden.report("manifest.json", cases: compared, values: values)
  }

  private static func values(of model: ForestModel, missing: Float?, _ kind: String, _ rows: [[Double]], width: Int) throws -> [Double] {
    if kind == "shap_contribs" { return explain(try TreeSHAP(model, missing: missing), rows) }
    let forest = CompiledForest(model, missing: missing)
    return rows.flatMap { row -> [Double] in
      guard kind == "leaf_index" else { return Array(outputs(of: forest, row, kind).prefix(width)) }
      var leaves = [Int32](repeating: 0, count: model.fileTreeCount)
      var span = leaves.mutableSpan
      model.leafIndices(row.span, missing: missing, into: &span)
      let compiled = zip(leafNumbers(of: forest, row), model.trees).filter { !$0.1.repeatsPrevious }.map(\.0)
      #expect(leaves == compiled, "the compiled forest reaches other leaves for \(row)")
      return leaves.map(Double.init)
    }
  }

  private static func values(of model: LightGBMModel, _ kind: String, _ rows: [[Double]]) throws -> [Double] {
    if kind == "shap_contribs" { return explain(try TreeSHAP(model), rows) }
    let forest = CompiledForest(model)
    return rows.flatMap { row -> [Double] in
      var leaves = [Int32](repeating: 0, count: model.treeCount)
      var scores = [Double](repeating: 0, count: model.groupCount)
      var leafSpan = leaves.mutableSpan
      var span = scores.mutableSpan
      if kind == "leaf_index" {
        model.leafIndices(row.span, into: &leafSpan)
        #expect(leaves == leafNumbers(of: forest, row), "the compiled forest reaches other leaves for \(row)")
        return leaves.map(Double.init)
      }
      if kind == "raw" { model.rawScores(row.span, into: &span) } else { model.values(row.span, into: &span) }
      let compiled = outputs(of: forest, row, kind)
      #expect(zip(compiled, scores).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }, "the compiled forest says \(compiled), the model \(scores) of \(row)")
      return compiled
    }
  }

  /// Margins, or values for `predict`.
  private static func outputs(of forest: CompiledForest, _ row: [Double], _ kind: String) -> [Double] {
    var outputs = [Double](repeating: 0, count: forest.groupCount)
    var span = outputs.mutableSpan
    let isMargin = kind == "margin" || kind == "raw"
    if isMargin { forest.margins(row.span, into: &span) } else { forest.values(row.span, into: &span) }
    if forest.groupCount == 1 {
      let score = forest.score(row.span)
      let same = isMargin ? score.margin : score.value
      #expect(same == outputs[0] || same.isNaN && outputs[0].isNaN, "score and outputs differ for \(row)")
    }
    return outputs
  }

  private static func leafNumbers(of forest: CompiledForest, _ row: [Double]) -> [Int32] {
    var leaves = [Int32](repeating: 0, count: forest.treeCount)
    var span = leaves.mutableSpan
    forest.leafNumbers(row.span, into: &span)
    return leaves
  }

  private static func explain(_ explanation: TreeSHAP, _ rows: [[Double]]) -> [Double] {
    var scratch = explanation.makeScratch()
    return rows.flatMap { row in
      var line = [Double](repeating: 0, count: explanation.outputCount * (explanation.featureCount + 1))
      var span = line.mutableSpan
      explanation.contributions(row.span, scratch: &scratch, into: &span)
      return line
    }
  }

  /// Compares all values of an output; the count of them.
  private static func compare(_ found: [Double], _ expected: [Double], single: Bool, _ kind: String, _ place: String) -> Int {
    let nearness: Nearness
    switch kind {
    case "margin", "raw", "leaf_index": nearness = .bits
    case "predict": nearness = .units(2)
    case let source where source.hasPrefix("sklearn_") || source.hasSuffix("_predict"): nearness = .absolute(1e-5)
    case "shap_contribs": nearness = .absolute(single ? 1e-5 : 1e-10)
    default:
      Issue.record("\(place): no function computes \(kind)")
      return 0
    }
    #expect(found.count == expected.count, "\(place): \(found.count) values, \(expected.count) are expected")
    var wrong: [String] = []
    for (index, (got, wanted)) in zip(found, expected).enumerated() {
      let distance =
        single
        ? UInt64((Int64(Float(got).bitPattern) - Int64(Float(wanted).bitPattern)).magnitude)
        : (Int64(bitPattern: got.bitPattern) &- Int64(bitPattern: wanted.bitPattern)).magnitude
      let near =
        switch nearness {
        case .bits: distance == 0 || (got.isNaN && wanted.isNaN)
        case .units(let most): distance <= most || got == wanted || (got.isNaN && wanted.isNaN)
        case .absolute(let most): abs(got - wanted) <= most || got == wanted || (got.isNaN && wanted.isNaN)
        }
      if !near { wrong.append("value \(index): \(got), not \(wanted)") }
    }
    #expect(wrong.isEmpty, "\(place): \(wrong.count) of \(expected.count): \(wrong.prefix(3).joined(separator: "; "))")
    return expected.count
  }
}
