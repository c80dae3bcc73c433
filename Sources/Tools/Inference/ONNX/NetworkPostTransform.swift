#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// `post_transform` of ONNX's learned operators, as ONNX Runtime computes them.
enum NetworkPostTransform: UInt8 {
  case none, logistic, softmax, softmaxZero, probit

  init?(_ name: String) {
    switch name {
    case "NONE": self = .none
    case "LOGISTIC": self = .logistic
    case "SOFTMAX": self = .softmax
    case "SOFTMAX_ZERO": self = .softmaxZero
    case "PROBIT": self = .probit
    default: return nil
    }
  }

  static func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  /// √2 · erf⁻¹(2p − 1) by Winitzki's approximation, which ONNX Runtime uses too: agreeing with it is worth more than digits.
  static func probit(_ p: Double) -> Double {
    let x = 2 * Float(p) - 1
    let logarithm = logf((1 - x) * (1 + x))
    let v = 2 / (Float.pi * 0.147) + 0.5 * logarithm
    let root = (-v + (v * v - 1 / 0.147 * logarithm).squareRoot()).squareRoot()
    return Double(1.41421356 * (x < 0 ? -root : root))
  }

  /// Of a row of scores, in place.
  func apply(_ values: inout MutableSpan<Double>, _ range: Range<Int>) {
    switch self {
    case .none: return
    case .logistic: for index in range { values[index] = Self.logistic(values[index]) }
    case .probit: for index in range { values[index] = Self.probit(values[index]) }
    case .softmax, .softmaxZero:
      var largest = -Double.infinity
      for index in range { largest = max(largest, values[index]) }
      var sum = 0.0
      for index in range {
        let value = values[index]
        // SOFTMAX_ZERO keeps a score of zero at zero instead of giving it e^(0 − max).
        values[index] = self == .softmaxZero && abs(value) <= 1e-7 ? value * exp(-largest) : exp(value - largest)
        sum += values[index]
      }
      if sum != 0 { for index in range { values[index] /= sum } }
    }
  }
}
