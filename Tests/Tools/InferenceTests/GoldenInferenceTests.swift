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

  private struct Expected: Decodable { var outputs: [String: Output] }
  /// Values as numbers, or as texts where JSON has none: `nan`, `inf`. JSONDecoder rounds correctly, JSONSerialization does not.
  private struct Output: Decodable {
    var values: [Double]
    init(from decoder: any Decoder) throws {
      enum Key: CodingKey { case values }
      let container = try decoder.container(keyedBy: Key.self)
      if let plain = try? container.decode([Double].self, forKey: .values) {
        values = plain
        return
      }
      var list = try container.nestedUnkeyedContainer(forKey: .values)
      values = []
      while !list.isAtEnd {
        if let number = try? list.decode(Double.self) {
          values.append(number)
        } else {
          values.append(Double(try list.decode(String.self)) ?? .nan)
        }
      }
    }
  }

  /// Outputs that no function here computes yet.
  private static let notComputed: Set<String> = ["shap_contribs_finite_rows", "shap_contribs"]

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
      let outputs = try golden.decode(Expected.self, from: "\(item.name)/expected.json").outputs
      #expect(Set(outputs.keys) == Set(item.outputs), "\(item.name): manifest and expected.json name other outputs")
      let rows = try Self.rows(golden, item.name)
      for file in item.files {
        let bytes = [UInt8](try golden.data("\(item.name)/\(file)"))
        if ModelFileFormat(bytes.span) == .lightGBMText {
          let model = try LightGBMReader().read(bytes.span, file: file)
          compared += 1
          for (name, output) in outputs {
            if Self.notComputed.contains(name) {
              left["output \(name)", default: 0] += 1
              continue
            }
            values += try compare(model, rows, name, output.values, "\(item.name)/\(file)")
          }
          continue
        }
        guard [.xgboostJSON, .xgboostUBJSON].contains(ModelFileFormat(bytes.span)) else {
          // A format that no reader here takes must be refused by name, never wrongly scored.
          #expect(Self.refusal(bytes, file)?.code == "model.unsupported", "\(item.name)/\(file)")
          left[ModelFileFormat(bytes.span).name, default: 0] += 1
          continue
        }
        let model = try XGBoostReader().read(bytes.span, file: file)
        compared += 1
        for (name, output) in outputs {
          if Self.notComputed.contains(name) {
            left["output \(name)", default: 0] += 1
            continue
          }
          if name == "leaf_index_finite_rows" {
            values += try compareLeaves(model, rows.filter { !$0.contains(where: \.isInfinite) }, output.values, "\(item.name)/\(file)")
            continue
          }
          values += try compare(CompiledForest(model, missing: item.missing), rows, name, output.values, "\(item.name)/\(file)")
        }
      }
    }
    if !left.isEmpty { print("not computed by this room: " + left.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")) }
    try golden.report("manifest.json", cases: compared, values: values)
  }

  private func compare(_ forest: CompiledForest, _ rows: [[Double]], _ name: String, _ output: [Double], _ place: String) throws -> Int {
    let expected = output.map { Float($0) }
    let groups = expected.count / rows.count
    #expect(expected.count == groups * rows.count, "\(place).\(name): \(expected.count) values for \(rows.count) rows")
    for (index, row) in rows.enumerated() {
      var found = [Double](repeating: 0, count: forest.groupCount)
      var span = found.mutableSpan
      if name == "predict" { forest.values(row.span, into: &span) } else { forest.margins(row.span, into: &span) }
      for group in 0..<groups {
        let (got, wanted) = (Float(found[group]), expected[index * groups + group])
        #expect(Double(got) == found[group] || got.isNaN, "\(place).\(name) row \(index): a single-precision number")
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

  private func compare(_ model: LightGBMModel, _ rows: [[Double]], _ name: String, _ output: [Double], _ place: String) throws -> Int {
    let expected = output
    let forest = CompiledForest(model)
    let width = expected.count / rows.count
    #expect(expected.count == width * rows.count && width == (name == "leaf_index" ? model.treeCount : model.groupCount), "\(place).\(name)")
    for (index, row) in rows.enumerated() {
      var found = [Double](repeating: 0, count: model.groupCount)
      var leaves = [Int32](repeating: 0, count: model.treeCount)
      var span = found.mutableSpan
      var leafSpan = leaves.mutableSpan
      switch name {
      case "raw": forest.margins(row.span, into: &span)
      case "predict": forest.values(row.span, into: &span)
      case "leaf_index": forest.leafNumbers(row.span, into: &leafSpan)
      default: Issue.record("\(place): no function computes \(name)")
      }
      for column in 0..<width {
        let wanted = expected[index * width + column]
        if name == "leaf_index" {
          #expect(Double(leaves[column]) == wanted, "\(place).\(name) row \(index) tree \(column)")
        } else if name == "raw" {
          #expect(found[column].bitPattern == wanted.bitPattern, "\(place).\(name) row \(index) output \(column): \(found[column]), not \(wanted)")
        } else {
          let distance = abs(Int64(bitPattern: found[column].bitPattern) - Int64(bitPattern: wanted.bitPattern))
          #expect(distance <= 2, "\(place).\(name) row \(index) output \(column): \(found[column]), not \(wanted)")
        }
      }
    }
    return expected.count
  }

  private func compareLeaves(_ model: ForestModel, _ rows: [[Double]], _ expected: [Double], _ place: String) throws -> Int {
    #expect(expected.count == rows.count * model.trees.count, "\(place): \(expected.count) leaves for \(rows.count) rows")
    var leaves = [Int32](repeating: 0, count: model.trees.count)
    let forest = CompiledForest(model)
    for (index, row) in rows.enumerated() {
      var span = leaves.mutableSpan
      forest.leafNumbers(row.span, into: &span)
      let wanted = expected[(index * leaves.count)..<((index + 1) * leaves.count)]
      #expect(leaves.map(Double.init) == Array(wanted), "\(place) row \(index)")
    }
    return expected.count
  }

  private static func refusal(_ bytes: [UInt8], _ file: String) -> Diagnostic? {
    do {
      _ = try XGBoostReader().read(bytes.span, file: file)
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
