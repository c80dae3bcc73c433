import Domain
import Foundation
import Inference
import TestSupport
import Testing

/// Every ONNX model of the manifest against ONNX Runtime, and against the model that was exported.
@Suite("Golden ONNX models") struct GoldenONNXTests {
  private struct Case: Decodable {
    var name: String
    var framework: String
    var files: [String]
    var refuse: [String]?
    var outputs: [String]
    var missing: Double?
    private enum CodingKeys: String, CodingKey {
      case name = "case"
      case framework, files, refuse, outputs, missing
    }
  }

  private struct Expected: Decodable { var outputs: [String: Output] }

  /// Numbers; numbers as texts where JSON has none (`nan`, `inf`); or texts, the labels of a classifier.
  private struct Output: Decodable {
    var values: [Double] = []
    var texts: [String] = []
    init(from decoder: any Decoder) throws {
      enum Key: CodingKey { case values, dtype }
      let container = try decoder.container(keyedBy: Key.self)
      if try container.decode(String.self, forKey: .dtype) == "string" {
        texts = try container.decode([String].self, forKey: .values)
        return
      }
      var list = try container.nestedUnkeyedContainer(forKey: .values)
      while !list.isAtEnd {
        if let number = try? list.decode(Double.self) {
          values.append(number)
        } else {
          values.append(Double(try list.decode(String.self)) ?? .nan)
        }
      }
    }
  }

  @Test("score each row as ONNX Runtime does") func cases() throws {
    let golden = try GoldenFiles("inference")
    var compared = 0
    var values = 0
    for item in try golden.decode([Case].self, from: "manifest.json") where item.framework.hasPrefix("onnx") {
      for file in item.refuse ?? [] {
        let refusal = Self.refusal([UInt8](try golden.data("\(item.name)/\(file)")), file)
        #expect(refusal?.exitCode == .badData && refusal?.hint != nil, "\(item.name)/\(file) should be refused")
        values += 1
      }
      let outputs = try golden.decode(Expected.self, from: "\(item.name)/expected.json").outputs
      #expect(Set(outputs.keys) == Set(item.outputs), "\(item.name): manifest and expected.json name other outputs")
      let missing = item.missing
      let rows = try Self.rows(golden, item.name).map { row in row.map { $0 == missing ? .nan : $0 } }
      for file in item.files {
        let bytes = [UInt8](try golden.data("\(item.name)/\(file)"))
        let network: CompiledNetwork
        do {
          network = try ONNXReader().read(bytes.span, file: "\(item.name)/\(file)").network
        } catch {
          Issue.record("\(error)")
          continue
        }
        compared += 1
        values += compare(network, rows, outputs, item.name)
      }
    }
    try golden.report("manifest.json (onnx)", cases: compared, values: values)
  }

  private func compare(_ network: CompiledNetwork, _ rows: [[Double]], _ outputs: [String: Output], _ place: String) -> Int {
    var all: [[Double]] = []
    for row in rows {
      guard row.count == network.featureCount else {
        Issue.record("\(place): \(row.count) columns, the network takes \(network.featureCount)")
        return 0
      }
      var found = [Double](repeating: 0, count: network.outputCount)
      var span = found.mutableSpan
      network.outputs(row.span, into: &span)
      all.append(found)
    }
    var count = 0
    for (name, expected) in outputs {
      // The exported model's own answers: of probabilities where there are several outputs.
      let isSource = name.hasPrefix("sklearn_") || name.hasPrefix("xgboost_") || name.hasPrefix("lightgbm_")
      guard let output = isSource ? network.outputs.first(where: { $0.kind == .values }) : network.output(named: name) else {
        Issue.record("\(place): no output \(name)")
        continue
      }
      let total = expected.values.count + expected.texts.count
      let width = total / max(rows.count, 1)
      #expect(width * rows.count == total && (width == output.count || (isSource && width == 1)), "\(place).\(name): \(total) values for \(rows.count) rows")
      // A source model that gives one probability gives that of the second class.
      let first = output.start + (width == output.count ? 0 : output.count - 1)
      let tolerance = isSource ? 1e-5 : 1e-6
      var worst = 0.0
      for (index, found) in all.enumerated() {
        for column in 0..<width {
          let got = found[first + column]
          count += 1
          if !expected.texts.isEmpty {
            #expect(network.texts[Int(got)] == expected.texts[index * width + column], "\(place).\(name) row \(index)")
            continue
          }
          let wanted = expected.values[index * width + column]
          if got == wanted || (got.isNaN && wanted.isNaN) { continue }
          // For values above one, as many units of single precision.
          let distance = abs(got - wanted) / (output.kind == .values ? max(1, abs(wanted)) : 1)
          worst = max(worst, distance.isNaN ? .infinity : distance)
        }
      }
      #expect(worst <= tolerance, "\(place).\(name): off by \(worst)")
    }
    return count
  }

  private static func refusal(_ bytes: [UInt8], _ file: String) -> Diagnostic? {
    do {
      _ = try ONNXReader().read(bytes.span, file: file)
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
