extension OperatorCatalogue {
  /// Operators of one series of values.
  static let series: [any FeatureOperator.Type] = []

  /// Operators of candles.
  static let bars: [any FeatureOperator.Type] = []

  /// Operators of two series side by side.
  static let pairs: [any FeatureOperator.Type] = []
}
