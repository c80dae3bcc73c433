import Foundation
import TestSupport

@testable import Drift

/// Reads golden files of streaming detectors.
struct StreamingGolden {
  /// A golden file that is not of the form its test knows.
  struct Malformed: Error, CustomStringConvertible {
    var description: String
  }

  let files: GoldenFiles

  init() throws { files = try GoldenFiles("drift") }

  /// A file's one column, without its header.
  func column(_ name: String) throws -> [Double] {
    let text = String(decoding: try files.data(name), as: UTF8.self)
    return try text.split(whereSeparator: \.isNewline).dropFirst().map { line in
      guard let value = Double(line) else { throw Malformed(description: "\(name): \"\(line)\" is no number") }
      return value
    }
  }

  /// The object's entries by name; `about` left out.
  func object(_ value: Any?, _ place: String) throws -> [String: Any] {
    guard let object = value as? [String: Any] else { throw Malformed(description: "\(place) is no object") }
    return object
  }

  func numbers(_ value: Any?, _ place: String) throws -> [Double] {
    guard let array = value as? [Any] else { throw Malformed(description: "\(place) is no array") }
    return try array.map { try number($0, place) }
  }

  func number(_ value: Any?, _ place: String) throws -> Double {
    if let number = value as? NSNumber { return number.doubleValue }
    guard let text = value as? String, let number = Double(text) else { throw Malformed(description: "\(place) is no number") }
    return number
  }

  func text(_ value: Any?, _ place: String) throws -> String {
    guard let text = value as? String else { throw Malformed(description: "\(place) is no text") }
    return text
  }
}
