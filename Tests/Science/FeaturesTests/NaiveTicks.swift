import Domain

@testable import Features

/// The definitions of the operators of ticks, evaluated on the whole history each time, in integers where they decide and 80 bits elsewhere.
enum NaiveTicks {
  static let scale = TickStream.scale

  /// The observations that count: in order of time, each possible for the operator.
  static func admitted<Observation>(_ all: [Observation], _ time: (Observation) -> Int64, where possible: (Observation) -> Bool) -> [Bool] {
    var latest = Int64.min
    return all.map { observation in
      guard possible(observation), time(observation) >= latest else { return false }
      latest = time(observation)
      return true
    }
  }

  static func isPossible(_ trade: TradePoint) -> Bool { trade.quantity >= 0 && trade.price.magnitude < 1 << 62 }

  /// The trades of the window that ends with the last one.
  private static func window(_ trades: [TradePoint], _ values: TickLawsTests.Values) -> [TradePoint]? {
    if case .integer(let length)? = values["window_events"] { return trades.count < length ? nil : trades.suffix(Int(length)) }
    guard case .integer(let span)? = values["window_ns"], let last = trades.last else { return nil }
    return trades.filter { $0.time > last.time - span }
  }

  static func vwap(_ trades: [TradePoint], _ values: TickLawsTests.Values) -> [Float80] {
    guard let window = window(trades, values) else { return [.nan] }
    let quantity = window.reduce(Int128(0)) { $0 + Int128($1.quantity) }
    let notional = window.reduce(Int128(0)) { $0 + Int128($1.price) * Int128($1.quantity) }
    return [quantity == 0 ? .nan : Float80(notional) / Float80(quantity) / Float80(scale.pricePower)]
  }

  static func delta(_ trades: [TradePoint], _ values: TickLawsTests.Values) -> [Float80] {
    guard let window = window(trades, values) else { return [.nan, .nan, .nan, .nan] }
    func sum(_ side: Side) -> Int128 { window.filter { $0.side == side }.reduce(0) { $0 + Int128($1.quantity) } }
    let (buy, sell, power) = (sum(.buy), sum(.sell), Float80(scale.quantityPower))
    let delta = Float80(buy - sell)
    return [Float80(buy) / power, Float80(sell) / power, delta / power, buy + sell == 0 ? .nan : delta / Float80(buy + sell)]
  }

  /// λ, intercept, r², and how far 80 bits may be off in each where its terms nearly cancel.
  static func kyle(_ trades: [TradePoint], _ values: TickLawsTests.Values) -> (row: [Float80], slack: [Float80]) {
    guard case .integer(let length)? = values["n"], trades.count > length else { return ([.nan, .nan, .nan], [0, 0, 0]) }
    let pairs = zip(trades, trades.dropFirst()).suffix(Int(length)).map { before, now in
      (x: Float80(now.side == .buy ? now.quantity : -now.quantity), y: Float80(now.price - before.price))
    }
    let count = Float80(pairs.count)
    let (meanX, meanY) = (pairs.reduce(0) { $0 + $1.x } / count, pairs.reduce(0) { $0 + $1.y } / count)
    let xx = pairs.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
    let yy = pairs.reduce(0) { $0 + ($1.y - meanY) * ($1.y - meanY) }
    let xy = pairs.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) }
    guard Set(pairs.map(\.x)).count > 1 else { return ([.nan, .nan, .nan], [0, 0, 0]) }
    let slope = xy / xx
    let power = Float80(scale.quantityPower) / Float80(scale.pricePower)
    let row = [slope * power, (meanY - slope * meanX) / Float80(scale.pricePower), Set(pairs.map(\.y)).count > 1 ? xy * xy / (xx * yy) : .nan]
    let lost = 0x1p-60 * count * pairs.reduce(0) { $0 + (abs($1.x) + abs(meanX)) * (abs($1.y) + abs(meanY)) }
    let intercept = 0x1p-59 * (abs(meanY) + abs(slope * meanX)) + lost / xx * abs(meanX)
    return (row, [lost / xx * power, intercept / Float80(scale.pricePower), yy > 0 ? (2 * abs(xy) + lost) * lost / (xx * yy) : 0])
  }

  /// +1, −1, or 0 for none, of the last trade.
  static func tick(_ trades: [TradePoint]) -> Int {
    guard let last = trades.last else { return 0 }
    for index in trades.indices.dropLast().reversed() where trades[index].price != last.price {
      return last.price > trades[index].price ? 1 : -1
    }
    return 0
  }

  /// Buckets filled unit by unit of the greatest common step: a list of (buy, sell).
  static func buckets(_ trades: [TradePoint], volume: Int64) -> [(time: Int64, buy: Int64, sell: Int64)] {
    var buckets: [(time: Int64, buy: Int64, sell: Int64)] = []
    var (buy, sell): (Int64, Int64) = (0, 0)
    for trade in trades {
      var rest = trade.quantity
      while rest > 0 {
        let part = min(rest, volume - buy - sell)
        if trade.side == .buy { buy += part } else { sell += part }
        rest -= part
        if buy + sell == volume {
          buckets.append((trade.time, buy, sell))
          (buy, sell) = (0, 0)
        }
      }
    }
    return buckets
  }

  /// e of two books at a level, in units.
  static func flow(_ before: BookTop, _ now: BookTop, _ level: Int) -> Int128 {
    let (bid, ask, oldBid, oldAsk) = (now.bid(level), now.ask(level), before.bid(level), before.ask(level))
    func indicator(_ holds: Bool) -> Int128 { holds ? 1 : 0 }
    return indicator(bid.price >= oldBid.price) * Int128(bid.quantity.units) - indicator(bid.price <= oldBid.price) * Int128(oldBid.quantity.units)
      - indicator(ask.price <= oldAsk.price) * Int128(ask.quantity.units) + indicator(ask.price >= oldAsk.price) * Int128(oldAsk.quantity.units)
  }

  static func candles(_ trades: [TradePoint], interval: Int64) -> [Candle] {
    func cell(_ trade: TradePoint) -> Int64 { Int64((Double(trade.time) / Double(interval)).rounded(.down)) }
    var open = Int64.min
    var kept: [(cell: Int64, trade: TradePoint)] = []
    var late: [Int64: Int] = [:]
    for trade in trades where isPossible(trade) {
      if cell(trade) < open { late[open, default: 0] += 1 } else { kept.append((cell(trade), trade)) }
      open = max(open, cell(trade))
    }
    guard let first = kept.first?.cell, let last = kept.last?.cell else { return [] }
    return (first...last).map { number in
      var candle = Candle(emptyAt: number * interval, isClosed: number < last)
      let inside = kept.filter { $0.cell == number }.map(\.trade)
      candle.late = late[number] ?? 0
      candle.count = inside.count
      for trade in inside {
        candle.volume += Int128(trade.quantity)
        candle.notional += Int128(trade.price) * Int128(trade.quantity)
        if trade.side == .buy { candle.buyVolume += Int128(trade.quantity) }
        if trade.side == .sell { candle.sellVolume += Int128(trade.quantity) }
      }
      let ordered = inside.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element.price)
      if let open = ordered.first, let close = ordered.last, let high = ordered.max(), let low = ordered.min() {
        candle.prices = Candle.Prices(open: open, high: high, low: low, close: close)
      }
      return candle
    }
  }
}
