/// What a trainer or a model that cannot take a missing value puts in its place. Vectors never do: there, missing is a mask.
public enum FeatureImputation: Hashable, Sendable {
  case mean, median, passthrough
  case constant(Double)

  /// The strategies' words.
  static let words = ["mean", "median", "constant", "passthrough"]

  /// `constant 50`.
  public var text: String {
    switch self {
    case .mean: "mean"
    case .median: "median"
    case .passthrough: "passthrough"
    case .constant(let value): "constant \(value)"
    }
  }
}
