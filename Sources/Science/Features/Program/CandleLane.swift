/// Candles of one interval and source, cut once and shared by every operator that is computed on them.
///
/// A candle is [k·interval, (k + 1)·interval) of the time since 1970. It closes when the first event of a later one arrives, of whatever stream; a bucket in
/// which nothing was observed is no candle and no observation.
struct CandleLane: Codable, Sendable {
  let interval: Int64
  let source: CandleSource
  var bars = BarBanks()
  var series: [SeriesLane] = []
  var pairs: [PairLane] = []
  /// End of the newest closed candle.
  private(set) var closedAt: Int64?
  /// Its close.
  private(set) var close = 0.0
  /// End of the interval that is open; everything at or after it closes it.
  private(set) var end = Int64.min
  private var builder: CandleBuilder

  init(interval: Int64, source: CandleSource) {
    self.interval = interval
    self.source = source
    builder = CandleBuilder(interval: interval)
  }

  /// Takes a price in units (of a mid: doubled) and a quantity at a time before ``end``.
  @inline(__always) mutating func observe(_ trade: TradePoint) { _ = builder.update(trade) }

  /// Moves to `time`, at or behind ``end``: closes the open candle and shows it to the operators.
  ///
  /// - Parameters:
  ///   - scale: the market's.
  ///   - slots: the outputs are written to.
  /// - Returns: whether a candle has closed.
  mutating func advance(to time: Int64, scale: DecimalScale, slots: inout [Double]) -> Bool {
    let candle = builder.advance(to: time)
    defer { end = TimeGrid.cell(of: time, interval) * interval + interval }
    guard let candle, candle.prices != nil else { return false }
    var bar = candle.bar(scale)
    if source == .mid {
      // Halving is exact; a mid has no volume.
      bar = Bar(time: bar.time, open: bar.open / 2, high: bar.high / 2, low: bar.low / 2, close: bar.close / 2, volume: .nan)
    }
    bars.update(bar)
    bars.write(at: bar.time, into: &slots, observed: true)
    for index in series.indices {
      series[index].banks.update(SeriesPoint(time: bar.time, value: series[index].field.value(of: bar)))
      series[index].banks.write(at: bar.time, into: &slots, observed: true)
    }
    for index in pairs.indices {
      pairs[index].banks.update(PairPoint(x: pairs[index].field.value(of: bar), y: pairs[index].against.value(of: bar)))
      pairs[index].banks.write(at: bar.time, into: &slots, observed: true)
    }
    closedAt = end
    close = bar.close
    return true
  }

  /// What a decoded lane must have in common with a compiled one.
  func fits(_ other: CandleLane) -> Bool {
    interval == other.interval && source == other.source && builder.interval == other.builder.interval && bars.layout == other.bars.layout
      && series.map(\.field) == other.series.map(\.field) && series.map(\.banks.layout) == other.series.map(\.banks.layout)
      && pairs.map(\.field) == other.pairs.map(\.field) && pairs.map(\.against) == other.pairs.map(\.against)
      && pairs.map(\.banks.layout) == other.pairs.map(\.banks.layout)
  }
}
