import Foundation
import LineProtocol

/// The twin: line protocol by strings and Foundation, written to be read.
enum NaiveLine {
  /// The fewest of 1…17 significant digits that read back the same: as C rounds them, else the numbers beside that (around a power of two
  /// the shortest text need not be the nearest).
  static func text(_ value: Double) -> String {
    let sign = value.sign == .minus ? "-" : ""
    if value == 0 { return sign + "0" }
    for digits in 1...17 {
      let parts = String(format: "%.\(digits - 1)e", value.magnitude).split(separator: "e")
      let mantissa = Int(parts[0].filter { $0 != "." })!
      let exponent = Int(parts[1])! - digits + 1
      for candidate in [mantissa, mantissa - 1, mantissa + 1] where Double("\(candidate)e\(exponent)") == value.magnitude {
        return sign + layOut(String(candidate), exponent)
      }
    }
    return sign + "?"
  }

  /// Digits times a power of ten: plainly from 10⁻⁴ to below 10¹⁶, else with an exponent of two digits or more.
  private static func layOut(_ all: String, _ power: Int) -> String {
    let digits = Array(all.reversed().drop { $0 == "0" }.reversed())
    let exponent = all.count - 1 + power
    if exponent < -4 || exponent >= 16 {
      let fraction = digits.count > 1 ? "." + String(digits[1...]) : ""
      return "\(digits[0])\(fraction)e\(exponent < 0 ? "-" : "+")\(abs(exponent) < 10 ? "0" : "")\(abs(exponent))"
    }
    if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + String(digits) }
    if digits.count <= exponent + 1 { return String(digits) + String(repeating: "0", count: exponent + 1 - digits.count) }
    return String(digits[...exponent]) + "." + String(digits[(exponent + 1)...])
  }

  static func escaped(_ text: String, _ marks: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      if marks.unicodeScalars.contains(scalar) { escaped.unicodeScalars.append("\\") }
      escaped.unicodeScalars.append(scalar)
    }
    return escaped
  }

  static func line(_ point: Point) -> String {
    var line = escaped(point.measurement, ", ")
    for tag in point.tags.sorted(by: { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }) where !tag.value.isEmpty {
      line += "," + escaped(tag.key, ",= ") + "=" + escaped(tag.value, ",= ")
    }
    line += " "
    line += point.fields.map { field in
      let value =
        switch field.value {
        case .float(let value): text(value)
        case .integer(let value): "\(value)i"
        case .unsigned(let value): "\(value)u"
        case .boolean(let value): "\(value)"
        case .string(let value): "\"" + escaped(value, "\"\\") + "\""
        }
      return escaped(field.key, ",= ") + "=" + value
    }.joined(separator: ",")
    if let time = point.time { line += " \(time)" }
    return line
  }
}
