#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What a forest was trained for: decides where the sum of its trees starts and what the sum means.
public struct ForestObjective: Hashable, Sendable {
  /// How the file's base score, which lies in output space, becomes a margin.
  public enum Link: Hashable, Sendable {
    case identity, logit, logarithm
  }

  /// XGBoost's name, `binary:logistic`.
  public let name: String
  /// Base score to margin.
  public let link: Link
  /// Margin to value.
  public let transform: ForestTransform

  /// Knows an objective by XGBoost's name; `nil` for one whose margins would have no known meaning.
  public init?(xgboost name: String) {
    self.name = name
    switch name {
    case "binary:logistic", "reg:logistic": (link, transform) = (.logit, .logistic)
    case "count:poisson", "reg:gamma", "reg:tweedie", "survival:cox", "survival:aft": (link, transform) = (.logarithm, .exponential)
    case "binary:hinge": (link, transform) = (.identity, .hinge)
    case "multi:softprob": (link, transform) = (.identity, .softmaxProbabilities)
    case "multi:softmax": (link, transform) = (.identity, .softmaxClass)
    case "reg:squarederror", "reg:linear", "reg:absoluteerror", "reg:quantileerror", "reg:pseudohubererror", "reg:squaredlogerror",
      "binary:logitraw", "rank:pairwise", "rank:ndcg", "rank:map":
      (link, transform) = (.identity, .identity)
    default: return nil
    }
  }

  /// The margin that the trees are added to.
  ///
  /// - Returns: `nil` when the score lies outside the link's domain (0…1 exclusive, or above 0).
  public func margin(baseScore: Float) -> Float? {
    switch link {
    case .identity: baseScore.isFinite ? baseScore : nil
    case .logit: baseScore > 0 && baseScore < 1 ? -logf(1 / baseScore - 1) : nil
    case .logarithm: baseScore > 0 && baseScore.isFinite ? logf(baseScore) : nil
    }
  }
}
