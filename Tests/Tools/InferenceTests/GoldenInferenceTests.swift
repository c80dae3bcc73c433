import Domain
import Foundation
import Inference
import TestSupport
import Testing

/// Every model of the manifest against the framework that wrote it: margins bit for bit, values within two units in the last place.
@Suite("Golden models") struct GoldenInferenceTests {
  private struct Case: Decodable {
    var name: String
    var framework: String
    var files: [String]
    var refuse: [String]?
    var outputs: [String]
    var missing: Float?
    private enum CodingKeys: String, CodingKey {
      case name = "case"
      case framework, files, refuse, outputs, missing
    }
  }

  /// Outputs that no function here computes yet.
  private static let notComputed: Set<String> = ["leaf_index_finite_rows", "shap_contribs_finite_rows"]

  @Test("reads, scores or refuses each file as the manifest says") func cases() throws {
    let golden = try GoldenFiles("inference")
    var compared = 0
    var values = 0
    var left: [String: Int] = [:]
    for item in try golden.decode([Case].self, from: "manifest.json") {
      for file in item.refuse ?? [] {
        let bytes = [UInt8](try golden.data("\(item.name)/\(file)"))
        let refusal = Self.refusal(bytes, file)
        #expect(refusal?.exitCode == .badData && refusal?.code == "model.unsupported", "\(item.name)/\(file) should be refused")
        #expect(refusal?.hint?.contains("re-save") == true, "\(item.name)/\(file): \(refusal?.hint ?? "no hint")")
        compared += 1
        values += 1
      }
      let expected = try #require(try golden.object("\(item.name)/expected.json") as? [String: Any], "\(item.name)/expected.json")
      let outputs = try #require(expected["outputs"] as? [String: [String: Any]], "\(item.name) has no outputs")
      #expect(Set(outputs.keys) == Set(item.outputs), "\(item.name): manifest and expected.json name other outputs")
      let rows = try Self.rows(golden, item.name)
      for file in item.files {
        let bytes = [UInt8](try golden.data("\(item.name)/\(file)"))
        guard ModelFileFormat(bytes.span) == .xgboostJSON else {
          // A format that no reader here takes must be refused by name, never wrongly scored.
          #expect(Self.refusal(bytes, file)?.code == "model.unsupported", "\(item.name)/\(file)")
          left[ModelFileFormat(bytes.span).name, default: 0] += 1
          continue
        }
        let model = try XGBoostJSONReader().read(bytes.span, file: file)
        compared += 1
        for (name, output) in outputs {
          if Self.notComputed.contains(name) {
            left["output \(name)", default: 0] += 1
            continue
          }
          values += try compare(CompiledForest(model, missing: item.missing), rows, name, output, "\(item.name)/\(file)")
        }
      }
    }
    if !left.isEmpty { print("not computed by this room: " + left.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")) }
    try golden.report("manifest.json", cases: compared, values: values)
  }

  private func compare(_ forest: CompiledForest, _ rows: [[Double]], _ name: String, _ output: [String: Any], _ place: String) throws -> Int {
    let expected = try #require(output["values"] as? [Any]).map(Self.single)
    let groups = expected.count / rows.count
    #expect(expected.count == groups * rows.count, "\(place).\(name): \(expected.count) values for \(rows.count) rows")
    for (index, row) in rows.enumerated() {
      var found = [Float](repeating: 0, count: forest.groupCount)
      var span = found.mutableSpan
      forest.margins(row.span, into: &span)
      if name == "predict" { forest.objective.transform.apply(to: &span) }
      for group in 0..<groups {
        let (got, wanted) = (found[group], expected[index * groups + group])
        switch name {
        case "margin": #expect(got.bitPattern == wanted.bitPattern, "\(place).\(name) row \(index) output \(group): \(got), not \(wanted)")
        case "predict":
          let distance = abs(Int64(got.bitPattern) - Int64(wanted.bitPattern))
          #expect(distance <= 2, "\(place).\(name) row \(index) output \(group): \(got), not \(wanted)")
        default: Issue.record("\(place): no function computes \(name)")
        }
      }
    }
    return expected.count
  }

  private static func single(_ value: Any) -> Float {
    if let number = value as? NSNumber { return Float(number.doubleValue) }
    return (value as? String).flatMap { Float($0) } ?? .nan
  }

  private static func refusal(_ bytes: [UInt8], _ file: String) -> Diagnostic? {
    do {
      _ = try XGBoostJSONReader().read(bytes.span, file: file)
      return nil
    } catch {
      return error
    }
  }

  private static func rows(_ golden: GoldenFiles, _ name: String) throws -> [[Double]] {
    let lines = String(decoding: try golden.data("\(name)/input.csv"), as: UTF8.self).split(separator: "\n")
    return lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) ?? .nan } }
  }
}
