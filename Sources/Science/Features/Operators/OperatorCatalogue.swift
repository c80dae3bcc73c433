/// Which calculators there are, and the operator that computes each.
///
/// A name may stand for two operators that take different observations (`vpin` of bars and of trades), so it is looked up together with what will be fed in:
///
/// ```swift
/// guard let type = OperatorCatalogue.type(named: "rsi", over: SeriesPoint.self) else { … }
/// var index: any FeatureOperator<SeriesPoint> = try type.init(&parameters)
/// ```
public enum OperatorCatalogue {
  /// Every operator, in the order of the definitions.
  public static let all: [any FeatureOperator.Type] = series + bars + pairs + ticks

  /// The operator of a name that takes these observations; `nil` when there is none.
  ///
  /// - Complexity: O(number of calculators); for set-up, not for ticks.
  public static func type<Observation: Sendable>(named calculator: String, over: Observation.Type) -> (any FeatureOperator<Observation>.Type)? {
    for type in all where type.calculator == calculator {
      if let match = type as? any FeatureOperator<Observation>.Type { return match }
    }
    return nil
  }

  /// All names, sorted, each once: for a "did you mean".
  public static var calculators: [String] { Set(all.map { $0.calculator }).sorted() }
}
