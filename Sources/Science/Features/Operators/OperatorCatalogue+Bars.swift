extension OperatorCatalogue {
  /// Operators of one series of values.
  static let series: [any FeatureOperator.Type] = [
    SimpleMovingAverage.self, ExponentialMovingAverage.self, WeightedMovingAverage.self, WilderMovingAverage.self, RelativeStrengthIndex.self, MACD.self,
    BollingerBands.self, RateOfChange.self, Momentum.self, LaggedReturns.self, ReturnOver.self, RollingStatistic.self, VolatilityRatio.self,
    EWMAVolatility.self, TimeWeightedAverage.self, RealisedVariance.self, RescaledRange.self, HurstDiffusion.self, HiguchiDimension.self,
    Autocorrelation.self, VolumeOscillator.self, PriceMomentumOscillator.self, KaufmanAverage.self, TimeOfDay.self,
  ]

  /// Operators of candles.
  static let bars: [any FeatureOperator.Type] = [
    TrueRange.self, AverageTrueRange.self, ExponentialTrueRange.self, ParkinsonVolatility.self, GarmanKlassVolatility.self, RogersSatchellVolatility.self,
    YangZhangVolatility.self, BarVWAP.self, WilliamsR.self, CommodityChannelIndex.self, OnBalanceVolume.self, AccumulationDistribution.self,
    MoneyFlowIndex.self, Stochastic.self, DirectionalIndex.self, AmihudIlliquidity.self, BarShape.self, BulkVolumeSynchronisedPIN.self,
  ]

  /// Operators of two series side by side.
  static let pairs: [any FeatureOperator.Type] = [Correlation.self, EWMACorrelation.self]
}
