import Foundation
import Testing
import TestSupport

/// Compares numbers with expected ones and counts them; remembers which keys were looked at, so that none is passed over.
final class GoldenNumbers {
  private(set) var values = 0
  let place: String

  init(_ place: String) { self.place = place }

  /// An expected number within an absolute or a relative distance. "nan" pins nothing.
  func near(_ actual: Double?, _ expected: Any?, absolute: Double = 0, relative: Double = 0, _ key: String) {
    values += 1
    guard let wanted = Self.number(expected) else {
      Issue.record("\(place) \(key): no expected number in \(String(describing: expected))")
      return
    }
    if wanted.isNaN { return }
    guard let actual else {
      Issue.record("\(place) \(key): nil, expected \(wanted)")
      return
    }
    let isNear = actual == wanted || abs(actual - wanted) <= max(absolute, relative * abs(wanted))
    #expect(isNear, "\(place) \(key): \(actual), expected \(wanted), off by \(actual - wanted)")
  }

  func equal(_ actual: Int, _ expected: Any?, _ key: String) {
    values += 1
    #expect(actual == (expected as? NSNumber)?.intValue, "\(place) \(key)")
  }

  func equal(_ actual: [Int], _ expected: Any?, _ key: String) {
    values += actual.count
    #expect(actual == (expected as? [NSNumber])?.map(\.intValue), "\(place) \(key)")
  }

  func near(_ actual: [Double], _ expected: Any?, absolute: Double = 0, relative: Double = 0, _ key: String) {
    guard let wanted = expected as? [Any], wanted.count == actual.count else {
      Issue.record("\(place) \(key): \(actual.count) numbers, expected \(String(describing: expected))")
      return
    }
    for (index, pair) in zip(actual, wanted).enumerated() { near(pair.0, pair.1, absolute: absolute, relative: relative, "\(key)[\(index)]") }
  }

  func unknown(_ key: String) { Issue.record("\(place): the key \(key) is not known to this test") }

  static func number(_ value: Any?) -> Double? {
    switch value {
    case let number as NSNumber: number.doubleValue
    case let text as String: text == "nan" ? .nan : text == "inf" ? .infinity : text == "-inf" ? -.infinity : nil
    default: nil
    }
  }
}

/// A key as `name.word.parameter=value`: the dots of numbers belong to them.
struct GoldenKey {
  var name: String
  var words: [String] = []
  var parameters: [String: String] = [:]

  init(_ text: String) {
    var parts: [String] = []
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      if let last = parts.last, part.first?.isNumber == true, last.last?.isNumber == true, last.contains("=") {
        parts[parts.count - 1] += "." + part
      } else {
        parts.append(String(part))
      }
    }
    name = parts[0]
    for part in parts.dropFirst() {
      if let equals = part.firstIndex(of: "=") {
        parameters[String(part[..<equals])] = String(part[part.index(after: equals)...])
      } else {
        words.append(part)
      }
    }
  }
}

extension GoldenFiles {
  /// The first column of a table below its header; an empty cell is NaN.
  func numbers(_ name: String) throws -> [Double] {
    try texts(name).map { $0.isEmpty ? .nan : try #require(Double($0), "\(name): \($0)") }
  }

  /// The first column of a table below its header, as text.
  func texts(_ name: String) throws -> [String] {
    var lines = String(decoding: try data(name), as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return Array(lines.dropFirst())
  }

  /// Cases of a file: `{"cases": {name: {…}}}`.
  func cases(_ name: String) throws -> [(name: String, body: [String: Any])] {
    let root = try #require(try object(name) as? [String: Any])
    let cases = try #require(root["cases"] as? [String: [String: Any]])
    return cases.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
