import Domain
import TestSupport

@testable import Features

/// An operator of any type with plausible parameters, and plausible observations for it.
enum OperatorBench {
  private static let parameters: [String: [String: CalculatorParameters.Value]] = [
    "macd": ["fast": .integer(12), "slow": .integer(26), "signal": .integer(9)], "bollinger": ["n": .integer(20), "k": .number(2)],
    "lagged_returns": ["lags": .integers([1, 5])], "ewma_volatility": ["lambda": .number(0.94)], "ewma_correlation": ["lambda": .number(0.94)],
    "ewma_time": ["half_life_ns": .integer(5_000_000_000)], "autocorrelation": ["n": .integer(20), "lag": .integer(1), "of": .text("simple_return")],
    "hurst_rs": ["n": .integer(32), "sizes": .integers([8, 16])], "hurst_diffusion": ["n": .integer(20), "lag_min": .integer(2), "lag_max": .integer(8)],
    "fractal_dimension_higuchi": ["n": .integer(20), "k_max": .integer(4)], "volatility_ratio": ["short": .integer(5), "long": .integer(10)],
    "volume_oscillator": ["fast": .integer(5), "slow": .integer(10), "average": .text("sma")],
    "pmo": ["n1": .integer(5), "n2": .integer(4), "signal": .integer(3)], "kama": ["n": .integer(10), "fast": .integer(2), "slow": .integer(30)],
    "stochastic": ["n": .integer(5), "k": .integer(3), "d": .integer(3)], "depth_imbalance": ["levels": .integer(3)],
    "impact_spread": ["quantity": .number(1)], "order_flow_imbalance": ["window_ns": .integer(1_000_000_000), "levels": .integer(2)],
    "trade_spreads": ["horizon_ns": .integer(1_000_000_000)], "trade_intensity": ["tau_ns": .integer(1_000_000_000)],
    "return_over": ["horizon_ns": .integer(1_000_000_000)], "rolling": ["stat": .text("skew"), "of": .text("value"), "window_events": .integer(20)],
    "realised_variance": ["window_ns": .integer(10_000_000_000)], "trade_vwap": ["window_ns": .integer(10_000_000_000)],
    "volume_delta": ["window_ns": .integer(10_000_000_000)],
  ]
  private static let plain: Set = ["true_range", "obv", "accumulation_distribution", "bar_shape", "time_of_day", "tick_rule", "lee_ready", "book_spread", "microprice"]

  static func make<Operator: FeatureOperator>(_ type: Operator.Type) throws -> Operator {
    var values = parameters[Operator.calculator] ?? (plain.contains(Operator.calculator) ? [:] : ["n": .integer(14)])
    if Operator.calculator == "vpin" {
      values = ["bucket_volume": .number(2), "buckets": .integer(5)]
      if Operator.Observation.self == Bar.self { (values["classification"], values["sigma_bars"]) = (.text("bulk"), .integer(10)) }
    }
    var parameters = CalculatorParameters(values, scale: DecimalScale(priceDecimals: 1, quantityDecimals: 8))
    return try Operator(&parameters)
  }

  static func observation<Observation>(at time: Int64, _ random: inout SeededGenerator) -> Observation? {
    let price = 640_000 + Int64(random.next() % 200)
    let quantity = Int64(random.next() % 300_000_000) + 1
    let trade = TradePoint(time: time, price: price, quantity: quantity, side: random.next() % 2 == 0 ? .buy : .sell)
    if Observation.self == SeriesPoint.self { return SeriesPoint(time: time, value: Double(price) / 10) as? Observation }
    if Observation.self == PairPoint.self { return PairPoint(x: Double(price) / 10, y: Double(quantity)) as? Observation }
    if Observation.self == TradePoint.self { return trade as? Observation }
    if Observation.self == QuotedTrade.self {
      return (random.next() % 2 == 0 ? QuotedTrade.trade(trade) : .quote(time: time, bid: price - 2, ask: price + 3)) as? Observation
    }
    if Observation.self == Bar.self {
      let (open, close) = (Double(price) / 10, Double(price + Int64(random.next() % 9) - 4) / 10)
      return Bar(time: time, open: open, high: max(open, close) + 0.3, low: min(open, close) - 0.2, close: close, volume: Double(quantity) / 1e8) as? Observation
    }
    var top = BookTop(instrument: InstrumentID(0), time: Timestamp(nanoseconds: time))
    for level in 0..<Int64(5) {
      top.appendBid(BookLevel(price: Price(units: price - level), quantity: Quantity(units: Int64(random.next() % 900_000_000) + 1)))
      top.appendAsk(BookLevel(price: Price(units: price + 1 + level), quantity: Quantity(units: Int64(random.next() % 900_000_000) + 1)))
    }
    return top as? Observation
  }
}
