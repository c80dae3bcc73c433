/// How a forest's margins become values, in the precision of the library that trained it.
public enum ScoreTransform: Hashable, Sendable {
  /// value = margin
  case identity
  /// XGBoost's, in single precision.
  case single(ForestTransform)
  /// LightGBM's, in double precision.
  case double(LightGBMObjective)

  /// The value of one margin of a model with one output.
  @inlinable public func value(of margin: Double) -> Double {
    switch self {
    case .identity: margin
    case .single(let transform): Double(transform.value(of: Float(margin)))
    case .double(let objective): objective.value(of: margin)
    }
  }

  /// Turns the margins of all outputs into values, in place.
  public func apply(to margins: inout MutableSpan<Double>) {
    switch self {
    case .identity: return
    case .single(let transform): transform.apply(to: &margins)
    case .double(let objective): objective.apply(to: &margins)
    }
  }
}
