/// How a trainer or a model that is not invariant to scale should scale a column. Vectors carry the column as it is.
public enum FeatureScaling: Hashable, Sendable {
  case standard, robust, passthrough
  case minimumMaximum(ClosedRange<Double>)

  /// The strategies' words.
  static let words = ["standard", "minmax", "robust", "passthrough"]

  /// `minmax 0.0…100.0`.
  public var text: String {
    switch self {
    case .standard: "standard"
    case .robust: "robust"
    case .passthrough: "passthrough"
    case .minimumMaximum(let range): "minmax \(range.lowerBound)…\(range.upperBound)"
    }
  }
}
