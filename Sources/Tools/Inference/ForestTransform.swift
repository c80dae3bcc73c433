#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How a margin becomes the value a user asked for, in single precision with the C library's `expf`, as XGBoost computes it.
public enum ForestTransform: Hashable, Sendable {
  /// value = margin
  case identity
  /// value = 1 / (1 + exp(−margin)), the exponent cut at 88.7
  case logistic
  /// value = exp(margin)
  case exponential
  /// value = 1 where margin > 0, else 0
  case hinge
  /// value = exp(margin − max) / Σ exp(margin − max) over the groups
  case softmaxProbabilities
  /// value = index of the largest margin, the first one among equals
  case softmaxClass

  /// The value of one margin of a model with one output.
  ///
  /// Source: XGBoost `Sigmoid`, `common/math.h`; bit-equal to it with the same `expf`.
  public func value(of margin: Float) -> Float {
    switch self {
    case .identity: margin
    case .logistic: 1 / (expf(min(-margin, 88.7)) + 1)
    case .exponential: expf(margin)
    case .hinge: margin > 0 ? 1 : 0
    case .softmaxProbabilities: 1
    case .softmaxClass: 0
    }
  }

  /// Turns the margins of all groups into values, in place; each is a single-precision number before and after.
  ///
  /// ``softmaxClass`` writes the class into every group's place.
  public func apply(to margins: inout MutableSpan<Double>) {
    switch self {
    case .identity, .logistic, .exponential, .hinge:
      for group in 0..<margins.count { margins[group] = Double(value(of: Float(margins[group]))) }
    case .softmaxProbabilities:
      var largest = -Float.infinity
      for group in 0..<margins.count { largest = max(largest, Float(margins[group])) }
      // XGBoost sums the exponentials in double precision and divides by the sum rounded to single.
      var sum = 0.0
      for group in 0..<margins.count {
        margins[group] = Double(expf(Float(margins[group]) - largest))
        sum += margins[group]
      }
      for group in 0..<margins.count { margins[group] = Double(Float(margins[group]) / Float(sum)) }
    case .softmaxClass:
      var best = 0
      for group in 0..<margins.count where margins[group] > margins[best] { best = group }
      for group in 0..<margins.count { margins[group] = Double(best) }
    }
  }
}
