internal import Domain
internal import Features
internal import Statistics

/// Trades of one market as columns, from a seed: a tenth of a second apart on average and never at the same time.
struct TradeColumns {
  private(set) var times: [Int64] = []
  private(set) var trades: [TradePoint] = []

  /// Prices have one decimal, quantities eight.
  static let instrument = Instrument(symbol: "BTC/USD", base: "BTC", quote: "USD", priceDecimals: 1, quantityDecimals: 8)

  init(seed: UInt64, count: Int) {
    var random = SplitMix(seed: seed)
    var (time, price) = (Int64(1_700_000_000_000_000_000), Int64(600_000))
    times.reserveCapacity(count)
    trades.reserveCapacity(count)
    for _ in 0..<count {
      time += 1 + Int64(random.number(below: 200_000_000))
      // Drawn back to its level, so that ten million of them stay in range.
      price += Int64(random.number(below: 41)) - 20 - (price - 600_000) / 20_000
      times.append(time)
      trades.append(
        TradePoint(time: time, price: price, quantity: 1 + Int64(random.number(below: 500_000_000)), side: random.next() & 1 == 0 ? .buy : .sell))
    }
  }

  /// Prices as series operators take them.
  var points: [SeriesPoint] { trades.map { SeriesPoint(time: $0.time, value: Double($0.price) / 10) } }

  /// What the peers read: times in nanoseconds since the first, prices, quantities and sides (1 and −1) behind each other.
  var columns: [Double] {
    let first = times.first ?? 0
    return times.map { Double($0 - first) } + trades.map { Double($0.price) / 10 } + trades.map { Double($0.quantity) / 1e8 }
      + trades.map { $0.side == .buy ? 1 : -1 }
  }
}
