import Domain

#if canImport(Glibc)
  import Glibc
#endif

/// The traders of one symbol of a ``SeededMarket``: who acts next, when, and what the visible book becomes.
struct SymbolFlow: Sendable {
  /// Volatility of the fair value in the calm regime, per √second: 40 % a year, so that the highest mid of the
  /// next five minutes is 0.1 % above about four times in ten.
  static let calmVolatility = 7.2e-5
  /// Speed (1/s) and size (1/√s) of the wandering of the volatility's logarithm.
  static let volatilityReversion = 1.0 / 180
  static let volatilityWander = 0.03
  /// Resting orders kept a side, about.
  static let restingTarget = 26
  /// Actions for one event of those asked for: some change nothing visible, some make several trades.
  static let actionsPerEvent = 1.0

  let instrument: InstrumentID
  let parameters: SeededMarket.Parameters
  let typicalSize: Double

  private(set) var nextTime: Timestamp
  private var generator: Xoshiro256
  private(set) var book = MatchingBook()
  /// In price units.
  private(set) var fairValue: Double
  /// ln(σ_t / σ̄ of the calm regime).
  private var logVolatility = 0.0
  private var time: Timestamp
  private var lastOrder: Int64 = 0
  private var lastTrade: Int64 = 0
  private var lastNoiseSide = Side.buy
  private var resting: [[Int64]] = [[], []]
  private var shownBids: [BookLevel] = []
  private var shownAsks: [BookLevel] = []
  private var matches: [MatchingBook.Match] = []

  init(instrument: InstrumentID, parameters: SeededMarket.Parameters, fairValue: Double, typicalSize: Double) {
    self.instrument = instrument
    self.parameters = parameters
    self.fairValue = fairValue
    self.typicalSize = typicalSize
    generator = Xoshiro256(seed: parameters.seed &* 0x9e37_79b9 &+ UInt64(instrument.index))
    time = parameters.start.cutToMicroseconds
    nextTime = time
  }

  private var isTurbulent: Bool { time.nanoseconds(since: parameters.start) / parameters.regimeLength % 2 == 1 }

  /// The distance traders think in: what the fair value moves between a few events, in price units.
  private var step: Double {
    max(1, fairValue * Self.calmVolatility * 0.35 * exp(0.3 * logVolatility) * (isTurbulent ? 1.8 : 1) * (6 / parameters.eventsPerSecond).squareRoot())
  }

  /// One trader acts; what the market then shows is appended: trades first, then the change of the book.
  mutating func act(into events: inout [MarketEvent]) {
    let elapsed = Double(nextTime.nanoseconds(since: time)) * 1e-9
    time = nextTime
    if lastOrder == 0 { open() } else { advanceFairValue(by: elapsed) }
    matches.removeAll(keepingCapacity: true)
    var side = Side.buy
    if elapsed > 0 { side = chooseAndAct() }
    refill()
    for match in matches {
      lastTrade += 1
      events.append(
        .trade(
          Trade(
            instrument: instrument, time: time, id: lastTrade, price: Price(units: match.price), quantity: Quantity(units: match.quantity), side: side)))
    }
    show(into: &events)
    let rate = parameters.eventsPerSecond * Self.actionsPerEvent * (isTurbulent ? 2 : 1)
    let gap = max(1, RandomDraws.exponential(&generator) / rate * 1e6)
    nextTime = time.adding(nanoseconds: Int64(gap.rounded()) * 1000)
  }

  private mutating func open() {
    for _ in 0..<Self.restingTarget {
      quote(.buy)
      quote(.sell)
    }
  }

  /// Volatility first, then the value, both exactly over the gap.
  private mutating func advanceFairValue(by seconds: Double) {
    let target = isTurbulent ? log(parameters.turbulence) : 0
    let decay = exp(-Self.volatilityReversion * 8 * seconds)
    let pull = abs(logVolatility - target) > 0.6 ? decay : exp(-Self.volatilityReversion * seconds)
    logVolatility = target + (logVolatility - target) * pull + Self.volatilityWander * seconds.squareRoot() * RandomDraws.normal(&generator)
    let sigma = Self.calmVolatility * exp(logVolatility) * seconds.squareRoot()
    fairValue *= exp(sigma * RandomDraws.normal(&generator) - sigma * sigma / 2)
  }

  /// - Returns: the taker's side, where anything was taken.
  private mutating func chooseAndAct() -> Side {
    guard let bid = book.bestBid, let ask = book.bestAsk else { return .buy }
    let mid = Double(bid + ask) / 2
    // How far the value is from the mid, in steps: what an informed trader sees.
    let signal = max(-4, min(4, (fairValue - mid) / step))
    let draw = RandomDraws.uniform(&generator)
    if fairValue > Double(ask) + 0.3 * step || fairValue < Double(bid) - 0.3 * step, draw < 0.45 {
      let side: Side = signal > 0 ? .buy : .sell
      let limit = Int64((signal > 0 ? fairValue - 0.2 * step : fairValue + 0.2 * step).rounded())
      book.take(side: side, quantity: size(1.6), limit: limit, matches: &matches)
      return side
    }
    if draw < 0.56, draw >= 0.45 || abs(signal) < 0.5, RandomDraws.uniform(&generator) < 0.5 {
      // Noise: sides persist, as split orders do, and lean a little towards the value.
      let lean = 1 / (1 + exp(-0.8 * signal))
      if RandomDraws.uniform(&generator) > 0.45 { lastNoiseSide = RandomDraws.uniform(&generator) < lean ? .buy : .sell }
      book.take(side: lastNoiseSide, quantity: size(0.7), limit: nil, matches: &matches)
      return lastNoiseSide
    }
    // Makers: quote on the side the value moves away from, withdraw from the one it moves into.
    let bidsShare = 1 / (1 + exp(-0.9 * signal))
    let side: Side = RandomDraws.uniform(&generator) < bidsShare ? .buy : .sell
    let crowd = Double(resting[Int(side.rawValue)].count) / Double(Self.restingTarget)
    if RandomDraws.uniform(&generator) < 0.55 * crowd { withdraw(side.opposite, signal: signal) } else { quote(side) }
    return .buy
  }

  /// A limit order around a maker's late and noisy view of the value; never one that crosses.
  private mutating func quote(_ side: Side) {
    let direction: Double = side == .buy ? -1 : 1
    var view = fairValue + 0.5 * step * RandomDraws.normal(&generator)
    if let bid = book.bestBid, let ask = book.bestAsk { view = 0.75 * view + 0.25 * Double(bid + ask) / 2 }
    let distance = step * (0.8 + 9 * RandomDraws.exponential(&generator) * RandomDraws.uniform(&generator))
    var price = Int64((view + direction * distance).rounded(side == .buy ? .down : .up))
    if RandomDraws.uniform(&generator) < 0.3 { price = side == .buy ? price / 5 * 5 : (price + 4) / 5 * 5 }
    place(side, price: price, quantity: size(1))
  }

  /// Queues an order at its price, or at the nearest one that takes nothing.
  private mutating func place(_ side: Side, price: Int64, quantity: Int64) {
    lastOrder += 1
    var passive = price
    if side == .buy, let ask = book.bestAsk { passive = min(passive, ask - 1) }
    if side == .sell, let bid = book.bestBid { passive = max(passive, bid + 1) }
    book.limit(id: lastOrder, side: side, price: max(1, passive), quantity: quantity, matches: &matches)
    resting[Int(side.rawValue)].append(lastOrder)
  }

  /// Cancels the best order of a side when the value has come too near to it, else one by chance.
  private mutating func withdraw(_ side: Side, signal: Double) {
    let row = Int(side.rawValue)
    let threatened = side == .buy ? signal < -0.5 : signal > 0.5
    if threatened, RandomDraws.uniform(&generator) < 0.7, book.levelCount(side) > DisplayedBook.depth {
      let id = book.level(side, 0).orders[0].id
      book.cancel(id: id)
      resting[row].removeAll { $0 == id }
      return
    }
    guard !resting[row].isEmpty else { return }
    let at = Int(generator.next() % UInt64(resting[row].count))
    let id = resting[row].remove(at: at)
    book.cancel(id: id)
  }

  /// Forgets executed orders, and keeps more levels than are displayed by quoting behind the worst.
  private mutating func refill() {
    for side in Side.allCases {
      let row = Int(side.rawValue)
      if !matches.isEmpty { resting[row].removeAll { !book.isResting($0) } }
      while book.levelCount(side) < DisplayedBook.depth + 2 {
        let count = book.levelCount(side)
        let worst = count > 0 ? Double(book.level(side, count - 1).price) : fairValue
        let distance = step * (0.3 + RandomDraws.exponential(&generator))
        let price = Int64((side == .buy ? worst - distance : worst + distance).rounded(side == .buy ? .down : .up))
        place(side, price: price, quantity: size(1.2))
      }
    }
  }

  /// An order's size: log-normal, two digits behind the point more often than not.
  private mutating func size(_ factor: Double) -> Int64 {
    let raw = typicalSize * factor * exp(0.8 * RandomDraws.normal(&generator))
    let units = Int64(max(10_000, min(raw, typicalSize * 40)).rounded())
    return RandomDraws.uniform(&generator) < 0.6 && units > 2_000_000 ? units / 1_000_000 * 1_000_000 : units
  }

  /// Appends the change of the visible levels, if any.
  private mutating func show(into events: inout [MarketEvent]) {
    let bids = Self.change(book, .buy, &shownBids)
    let asks = Self.change(book, .sell, &shownAsks)
    if !bids.isEmpty || !asks.isEmpty { events.append(.book(instrument: instrument, time: time, bids: bids, asks: asks)) }
  }

  /// Deletions of levels that are gone first, then levels that are new, changed or have come into view. Levels pushed out of view
  /// are not named: who keeps ten levels cuts them off.
  private static func change(_ book: MatchingBook, _ side: Side, _ shown: inout [BookLevel]) -> [BookLevel] {
    let count = min(DisplayedBook.depth, book.levelCount(side))
    var now: [BookLevel] = []
    now.reserveCapacity(count)
    for index in 0..<count {
      let level = book.level(side, index)
      now.append(BookLevel(price: Price(units: level.price), quantity: Quantity(units: level.total)))
    }
    guard now != shown else { return [] }
    var changes: [BookLevel] = []
    let worst = now.last?.price
    for level in shown where !now.contains(where: { $0.price == level.price }) {
      let isBehind = worst.map { side == .buy ? level.price < $0 : level.price > $0 } ?? false
      if count < DisplayedBook.depth || !isBehind { changes.append(BookLevel(price: level.price, quantity: .zero)) }
    }
    for level in now where !shown.contains(level) { changes.append(level) }
    shown = now
    return changes
  }
}
