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

  /// The value of one raw score of a model with one output.
  public func value(of score: Double) -> Double {
    switch transform {
    case .identity: score
    case .sigmoid(let slope): 1 / (1 + exp(-slope * score))
    case .softmax: 1
    case .exponential: exp(score)
    case .softplus: log1p(exp(score))
    case .signedSquare: score * abs(score)
    }
  }

  /// Turns raw scores of all outputs into values, in place.
  func apply(to scores: inout MutableSpan<Double>) {
    switch transform {
    case .identity: return
    case .sigmoid, .exponential, .softplus, .signedSquare:
      for index in 0..<scores.count { scores[index] = value(of: scores[index]) }
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
