internal import Domain

#if canImport(Glibc)
  internal import Glibc
#endif

/// Round values along an axis, with labels that are exact.
///
/// Steps are 1, 2 or 5 times a power of ten, so that about `count` ticks fall into the range.
struct AxisTicks: Sendable {
  struct Tick: Sendable, Hashable {
    var value: Double
    var label: String
  }

  let ticks: [Tick]

  /// - Parameters:
  ///   - range: low < high, both finite.
  ///   - count: wished for, 2…20.
  init(_ range: ClosedRange<Double>, count: Int) {
    let rough = (range.upperBound / Double(count) - range.lowerBound / Double(count))
    guard rough > 0, rough.isFinite else {
      ticks = []
      return
    }
    var exponent = Int(log10(rough).rounded(.down))
    let mantissa = rough / pow(10, Double(exponent))
    var factor = 1
    switch mantissa {
    case ..<1.5: factor = 1
    case ..<3.5: factor = 2
    case ..<7.5: factor = 5
    default: exponent += 1
    }
    let step = Double(factor) * pow(10, Double(exponent))
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    guard step > 0, last >= first, last - first < 64, abs(first) < 1e15, abs(last) < 1e15 else {
      ticks = []
      return
    }
    ticks = (Int(first)...Int(last)).map { Tick(value: Double($0) * step, label: Self.label($0 * factor, exponent: exponent)) }
  }

  /// `units · 10^exponent`, exactly.
  static func label(_ units: Int, exponent: Int) -> String {
    if units == 0 { return "0" }
    var (units, exponent) = (units, exponent)
    while units % 10 == 0 {
      units /= 10
      exponent += 1
    }
    let digits = String(abs(units)).count
    let sign = units < 0 ? "−" : ""
    if exponent >= 0, digits + exponent <= 7 {
      return sign + String(abs(units)) + String(repeating: "0", count: exponent)
    }
    if exponent < 0, exponent >= -9, digits + exponent > -4 { return sign + DecimalText.text(Int64(abs(units)), scale: -exponent) }
    // One digit before the point, the power behind it.
    let text = String(abs(units))
    let power = exponent + digits - 1
    return sign + String(text.prefix(1)) + (digits > 1 ? "." + text.dropFirst() : "") + "e\(power < 0 ? "−" : "")\(abs(power))"
  }
}
