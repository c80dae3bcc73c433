import Foundation
import Inference
import TestSupport

/// One case of the manifest: a model in one or more files, rows, and what its framework said of them.
struct GoldenModelCase: Decodable {
  var name: String
  var framework: String
  var files: [String]
  /// Files that no reader takes.
  var refuse: [String]?
  var outputs: [String]
  var missing: Float?

  private enum CodingKeys: String, CodingKey {
    case name = "case"
    case framework, files, refuse, outputs, missing
  }

  /// Values as numbers, or as texts where JSON has none: `nan`, `inf`. JSONDecoder rounds correctly, JSONSerialization does not.
  struct Output: Decodable {
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

  private struct Expected: Decodable { var outputs: [String: Output] }

  func expected(_ golden: GoldenFiles) throws -> [String: [Double]] {
    try golden.decode(Expected.self, from: "\(name)/expected.json").outputs.mapValues(\.values)
  }

  func rows(_ golden: GoldenFiles) throws -> [[Double]] {
    let lines = String(decoding: try golden.data("\(name)/input.csv"), as: UTF8.self).split(separator: "\n")
    return lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) ?? .nan } }
  }

  static func all(_ golden: GoldenFiles) throws -> [GoldenModelCase] { try golden.decode([GoldenModelCase].self, from: "manifest.json") }
}
