#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What a LightGBM model was trained for: how its raw scores become values, in double precision.
public struct LightGBMObjective: Hashable, Sendable {
  enum Transform: Hashable, Sendable {
    case identity
    /// 1 / (1 + exp(−s·x))
    case sigmoid(Double)
    case softmax
    case exponential
    /// ln(1 + exp(x))
    case softplus
    /// sign(x)·x²: the target was trained as its signed square root.
    case signedSquare
  }

  /// LightGBM's name; empty when the file names none, as after training with an own loss.
  public let name: String
  let transform: Transform

  /// Reads the header's value: `binary sigmoid:1`; `nil` for a name whose scores would have no known meaning.
  init?(_ text: String) {
    let words = text.split(separator: " ").map(String.init)
    name = words.first ?? ""
    let sigmoid = words.first { $0.hasPrefix("sigmoid:") }.map { Double($0.dropFirst(8)) } ?? 1
    switch name {
    case "binary", "multiclassova":
      guard let sigmoid, sigmoid.isFinite, sigmoid > 0 else { return nil }
      transform = .sigmoid(sigmoid)
    case "cross_entropy": transform = .sigmoid(1)
    case "multiclass": transform = .softmax
    case "poisson", "gamma", "tweedie": transform = .exponential
    case "cross_entropy_lambda": transform = .softplus
    case "regression": transform = words.contains("sqrt") ? .signedSquare : .identity
    case "", "regression_l1", "huber", "fair", "quantile", "mape", "lambdarank", "rank_xendcg": transform = .identity
    default: return nil
    }
  }

  /// Turns raw scores of all outputs into values, in place.
  func apply(to scores: inout MutableSpan<Double>) {
    switch transform {
    case .identity: return
    case .sigmoid(let slope): for index in 0..<scores.count { scores[index] = 1 / (1 + exp(-slope * scores[index])) }
    case .exponential: for index in 0..<scores.count { scores[index] = exp(scores[index]) }
    case .softplus: for index in 0..<scores.count { scores[index] = log1p(exp(scores[index])) }
    case .signedSquare: for index in 0..<scores.count { scores[index] *= abs(scores[index]) }
    case .softmax:
      var largest = -Double.infinity
      for index in 0..<scores.count { largest = max(largest, scores[index]) }
      var sum = 0.0
      for index in 0..<scores.count {
        scores[index] = exp(scores[index] - largest)
        sum += scores[index]
      }
      for index in 0..<scores.count { scores[index] /= sum }
    }
  }
}
