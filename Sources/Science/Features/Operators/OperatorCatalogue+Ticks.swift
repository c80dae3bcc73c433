extension OperatorCatalogue {
  /// Operators of trades, quotes and books.
  static let ticks: [any FeatureOperator.Type] = []
}
