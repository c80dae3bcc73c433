import Domain
import Features
import Testing

/// What the operators give for one golden case: columns of doubles, NaN where nothing is defined.
struct TickGoldenRun {
  typealias Columns = [String: [Double]]

  /// Runs an operator over rows; a missing row and one that the operator refuses give nothing.
  static func rows<Observation>(
    _ operators: any FeatureOperator<Observation>, _ observations: [Observation?], _ time: (Observation) -> Int64
  ) -> Columns {
    func run(_ start: some FeatureOperator<Observation>) -> Columns {
      var state = start
      let names = state.outputs
      var columns = Columns(uniqueKeysWithValues: names.map { ($0, []) })
      var values = [Double](repeating: .nan, count: names.count)
      for observation in observations {
        for index in values.indices { values[index] = .nan }
        if let observation, state.update(observation) {
          var span = values.mutableSpan
          state.write(at: time(observation), into: &span)
        }
        for (index, name) in names.enumerated() { columns[name]?.append(values[index]) }
      }
      return columns
    }
    return run(operators)
  }

  static func candles(_ start: CandleBuilder, _ trades: [TradePoint?]) -> Columns {
    var builder = start
    var candles: [Candle] = []
    for case let trade? in trades { builder.update(trade)?.forEach { candles.append($0) } }
    if let last = builder.current { candles.append(last) }
    let scale = TickGoldenInput.scale
    let bars = candles.map { $0.bar(scale) }
    func quantity(_ units: Int128) -> Double { Double(units) / scale.quantityPower }
    return [
      "open_ts": candles.map { Double($0.openTime) }, "open": bars.map(\.open), "high": bars.map(\.high), "low": bars.map(\.low),
      "close": bars.map(\.close), "volume": candles.map { quantity($0.volume) }, "count": candles.map { Double($0.count) },
      "buy_volume": candles.map { quantity($0.buyVolume) }, "sell_volume": candles.map { quantity($0.sellVolume) },
      "vwap": candles.map { $0.vwap(scale) }, "late": candles.map { Double($0.late) }, "closed": candles.map { $0.isClosed ? 1 : 0 },
    ]
  }

  static func buckets(_ start: VolumeSynchronisedPIN, _ trades: [TradePoint?]) -> Columns {
    var state = start
    var buckets: [VolumeBucket] = []
    for case let trade? in trades {
      _ = state.update(trade) { bucket in buckets += Array(repeating: bucket, count: Int(bucket.repeats)) }
    }
    let scale = TickGoldenInput.scale
    return [
      "ts": buckets.map { Double($0.time) }, "buy": buckets.map { scale.quantity($0.buy) }, "sell": buckets.map { scale.quantity($0.sell) },
      "vpin": buckets.map { $0.probability ?? .nan },
    ]
  }

  /// The finished rows stand where their trade stood; the features that were known at once must say the same.
  static func spreads(_ start: TradeSpreads, _ events: [QuotedTrade?]) -> Columns {
    var state = start
    var rowOfEvent: [Int] = []
    var columns: Columns = [:]
    for name in ["effective", "effective_bps", "realised", "impact"] { columns[name] = Array(repeating: .nan, count: events.count) }
    var finished: [TradeSpread] = []
    var known: [Int: [Double]] = [:]
    var values = [Double](repeating: .nan, count: 2)
    for (row, event) in events.enumerated() {
      guard let event, state.update(event, finished: { finished.append($0) }) else { continue }
      rowOfEvent.append(row)
      guard case .trade(let trade) = event else { continue }
      var span = values.mutableSpan
      state.write(at: trade.time, into: &span)
      if !values[0].isNaN { known[row] = values }
    }
    state.finish { finished.append($0) }
    #expect(finished.map(\.event) == finished.map(\.event).sorted(), "rows come in the order of their trades")
    #expect(finished.count == known.count && state.dropped == 0)
    for spread in finished {
      let row = rowOfEvent[spread.event]
      #expect(known[row]?[0] == spread.effective)
      if let atOnce = known[row]?[1], let later = spread.effectiveBasisPoints { #expect(abs(atOnce - later) <= 4 * later.ulp) }
      columns["effective"]?[row] = spread.effective
      columns["effective_bps"]?[row] = spread.effectiveBasisPoints ?? .nan
      columns["realised"]?[row] = spread.realised ?? .nan
      columns["impact"]?[row] = spread.impact ?? .nan
    }
    return columns
  }
}
