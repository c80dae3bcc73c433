#if canImport(Glibc)
internal import Glibc
#endif

/// Numbers for sentences: three significant digits, no trailing zeros.
public enum NumberText {
  /// `0.314`, `12`, `-1.5`, `3.1e-05`, `1.2e+06`; NaN and ±inf by name.
  public static func short(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "inf" : "-inf" }
    if value == 0 { return "0" }
    var exponent = Int(log10(abs(value)).rounded(.down))
    var digits = Int((abs(value) / pow(10, Double(exponent)) * 100).rounded())
    if digits >= 1000 {
      digits = 100
      exponent += 1
    } else if digits < 100 {
      // The logarithm rounded up across a power of ten.
      digits *= 10
      exponent -= 1
    }
    let sign = value < 0 ? "-" : ""
    var text = String(digits)
    if exponent < -4 || exponent > 5 {
      while text.count > 1, text.last == "0" { text.removeLast() }
      if text.count > 1 { text.insert(".", at: text.index(after: text.startIndex)) }
      let size = abs(exponent)
      return "\(sign)\(text)e\(exponent < 0 ? "-" : "+")\(size < 10 ? "0" : "")\(size)"
    }
    if exponent >= 2 { return sign + text + String(repeating: "0", count: exponent - 2) }
    if exponent < 0 {
      text = String(repeating: "0", count: -exponent - 1) + text
      while text.last == "0" { text.removeLast() }
      return "\(sign)0.\(text)"
    }
    var fraction = String(text.dropFirst(exponent + 1))
    while fraction.last == "0" { fraction.removeLast() }
    return sign + text.prefix(exponent + 1) + (fraction.isEmpty ? "" : ".\(fraction)")
  }
}
