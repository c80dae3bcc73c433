internal import Domain
internal import KrakenWire
internal import Statistics

/// Frames as an exchange sends them, made from a seed: bytes behind each other, one frame a line.
struct FrameTape {
  /// All frames, each ended by a line break.
  private(set) var bytes: [UInt8] = []
  /// Where each frame stands, its line break left out.
  private(set) var frames: [Range<Int>] = []
  /// Whose frames they are.
  let instrument = Instrument(symbol: "BTC/USD", base: "BTC", quote: "USD", priceDecimals: 1, quantityDecimals: 8)

  private var random: SplitMix
  private var book = OrderBook(instrument: InstrumentID(0), depth: BookTop.depth)
  private var nanoseconds: Int64 = 1_700_000_000_000_000_000
  private var trades: Int64 = 0
  private var sequence: UInt64 = 0

  private init(seed: UInt64) { random = SplitMix(seed: seed) }

  /// A decoder that knows the instrument.
  var decoder: FrameDecoder {
    var table = InstrumentTable()
    table.insert(instrument)
    return FrameDecoder(instruments: table)
  }

  /// A book of depth 10: its snapshot, then updates of one to three changes with the checksum of the book behind them.
  ///
  /// - Parameter tradeEvery: after so many book frames stands a trade; 0 for none.
  static func book(seed: UInt64, count: Int, tradeEvery: Int = 0) -> FrameTape {
    var tape = FrameTape(seed: seed)
    tape.appendSnapshot()
    while tape.frames.count < count {
      if tradeEvery > 0, tape.frames.count.isMultiple(of: tradeEvery) { tape.appendTrade() } else { tape.appendUpdate() }
    }
    return tape
  }

  /// Orders one behind the other: acknowledged, one to three fills, each with what is filled by then.
  static func executions(seed: UInt64, count: Int) -> FrameTape {
    var tape = FrameTape(seed: seed)
    while tape.frames.count < count { tape.appendOrder() }
    return tape
  }

  private mutating func frame(_ write: (inout [UInt8], Timestamp) -> Void) {
    nanoseconds += 1000 * Int64(1 + random.number(below: 100_000))
    let start = bytes.count
    write(&bytes, Timestamp(nanoseconds: nanoseconds))
    frames.append(start..<bytes.count)
    bytes.append(10)
  }

  private mutating func quantity() -> Quantity { Quantity(units: Int64(1 + random.number(below: 500_000_000))) }

  private mutating func appendSnapshot() {
    let bids = (0..<10).map { BookLevel(price: Price(units: 600_000 - 2 * Int64($0)), quantity: quantity()) }
    let asks = (0..<10).map { BookLevel(price: Price(units: 600_003 + 2 * Int64($0)), quantity: quantity()) }
    append(.snapshot, bids: bids, asks: asks)
  }

  private mutating func append(_ kind: FrameWriter.Kind, bids: [BookLevel], asks: [BookLevel]) {
    book.apply(bids: bids.span, asks: asks.span, isSnapshot: kind == .snapshot)
    let (checksum, instrument) = (book.checksum(), instrument)
    frame { FrameWriter.book(kind, instrument, bids: bids, asks: asks, checksum: checksum, time: $1, to: &$0) }
  }

  private mutating func appendUpdate() {
    var (bids, asks): ([BookLevel], [BookLevel]) = ([], [])
    for _ in 0...random.number(below: 3) {
      let isBid = random.next() & 1 == 0
      let side = isBid ? book.bids : book.asks
      let step: Int64 = isBid ? -1 : 1
      var level = side[random.number(below: side.count)]
      level.quantity = quantity()
      var changes = [level]
      switch random.number(below: 5) {
      case 0:  // A level goes, and the one behind the last comes into sight.
        changes[0].quantity = .zero
        changes.append(BookLevel(price: Price(units: side[side.count - 1].price.units + step * Int64(1 + random.number(below: 3))), quantity: quantity()))
      case 1:  // A level comes, at most one step better than the best, and never as far as the other side.
        let best = side[0].price.units - step
        let other = isBid ? book.asks[0].price.units : book.bids[0].price.units
        let price = best == other ? side[0].price.units : best + step * Int64(random.number(below: 8))
        changes[0].price = Price(units: price)
      default: break
      }
      if isBid { bids += changes } else { asks += changes }
    }
    append(.update, bids: bids, asks: asks)
  }

  private mutating func appendTrade() {
    trades += 1
    let isBuy = random.next() & 1 == 0
    let price = isBuy ? book.asks[0].price : book.bids[0].price
    let size = quantity()
    let (id, instrument) = (trades, instrument)
    frame { bytes, time in
      let trade = Trade(instrument: InstrumentID(0), time: time, id: id, price: price, quantity: size, side: isBuy ? .buy : .sell)
      FrameWriter.trade(trade, instrument, to: &bytes)
    }
  }

  private mutating func appendOrder() {
    let order = "O" + String(random.next() | 1 << 63, radix: 36, uppercase: true)
    let side: Side = random.next() & 1 == 0 ? .buy : .sell
    let price = Price(units: Int64(590_001 + random.number(below: 20_000)))
    let fills = (0...random.number(below: 3)).map { _ in quantity() }
    let total = Quantity(units: fills.reduce(0) { $0 + $1.units })
    let terms = OrderReport.Terms(symbol: instrument.symbol, side: side, quantity: total, limitPrice: price, timeInForce: "GTC")
    report(OrderReport(kind: .pendingNew, status: "pending_new", orderID: order, time: Timestamp(nanoseconds: nanoseconds), terms: terms))
    report(OrderReport(kind: .new, status: "new", orderID: order, time: Timestamp(nanoseconds: nanoseconds)))
    var progress = OrderReport.Progress(quantity: .zero, cost: .zero)
    for (index, fill) in fills.enumerated() {
      trades += 1
      // Ten decimals fit the eighteen digits of an amount: there is nothing to round.
      let cost = Money(units: Int128(price.units) * Int128(fill.units) * 1_000_000_000)
      progress = OrderReport.Progress(quantity: Quantity(units: progress.quantity.units + fill.units), cost: progress.cost + cost)
      let execution = OrderReport.Execution(
        execID: "T\(order)\(index)", tradeID: trades, symbol: instrument.symbol, side: side, quantity: fill, price: price, cost: cost, feeAsset: "USD",
        fee: Money(units: cost.units / 1_000_000_000_000 * 2_500_000_000), isMaker: index > 0)
      report(
        OrderReport(
          kind: .trade, status: index == fills.count - 1 ? "filled" : "partially_filled", orderID: order, time: Timestamp(nanoseconds: nanoseconds),
          execution: execution, progress: progress))
    }
  }

  private mutating func report(_ report: OrderReport) {
    sequence += 1
    let (number, instrument) = (sequence, instrument)
    frame { bytes, time in
      var report = report
      report.time = time
      FrameWriter.executions(.update, [(report, instrument)], sequence: number, to: &bytes)
    }
  }
}
