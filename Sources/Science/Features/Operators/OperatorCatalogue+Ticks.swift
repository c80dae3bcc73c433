extension OperatorCatalogue {
  /// Operators of trades, quotes and books.
  static let ticks: [any FeatureOperator.Type] = [
    VolumeWeightedPrice.self, VolumeDelta.self, TradeArrivalIntensity.self, KyleLambda.self, TickRule.self, VolumeSynchronisedPIN.self,
    BookSpread.self, Microprice.self, DepthImbalance.self, ImpactSpread.self, MultiLevelOrderFlowImbalance.self, LeeReady.self, TradeSpreads.self,
  ]
}
