/// The naive twin of `DecimalText`: moves characters about, then lets the standard library read the digits.
enum NaiveDecimal {
  enum Answer: Equatable {
    case value(Int128)
    case malformed, inexact, overflow
  }

  static func parse(_ text: String, scale: Int) -> Answer {
    var rest = Substring(text)
    var sign = ""
    if let first = rest.first, first == "-" || first == "+" {
      sign = first == "-" ? "-" : ""
      rest = rest.dropFirst()
    }
    var exponent = 0
    if let mark = rest.firstIndex(where: { $0 == "e" || $0 == "E" }) {
      let digits = rest[rest.index(after: mark)...]
      let unsigned = digits.first == "-" || digits.first == "+" ? digits.dropFirst() : digits
      guard !unsigned.isEmpty, unsigned.utf8.allSatisfy({ (48...57).contains($0) }) else { return .malformed }
      // An exponent beyond 64 bits is as far out of reach as one of a million.
      exponent = Int(digits) ?? (digits.first == "-" ? -1_000_000 : 1_000_000)
      rest = rest[..<mark]
    }
    let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return .malformed }
    let fraction = parts.count == 2 ? String(parts[1]) : ""
    var digits = String(parts[0]) + fraction
    guard !digits.isEmpty else { return .malformed }
    var behind = fraction.count - exponent
    while digits.last == "0", behind > scale {
      digits.removeLast()
      behind -= 1
    }
    guard digits.contains(where: { $0 != "0" }) else { return .value(0) }
    if behind > scale { return .inexact }
    guard scale - behind < 200 else { return .overflow }
    digits += String(repeating: "0", count: scale - behind)
    guard let value = Int128(sign + digits), value != .min else { return .overflow }
    return .value(value)
  }
}
