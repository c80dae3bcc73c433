import Domain
import Foundation
import TestSupport
import Testing

@testable import Features

@Suite("Operators of ticks against their definitions") struct TickTwinsTests {
  private func make<Operator: FeatureOperator>(_ values: TickLawsTests.Values, _: Operator.Type = Operator.self) throws -> Operator {
    var parameters = CalculatorParameters(values, scale: TickStream.scale)
    return try Operator(&parameters)
  }

  private func near(_ got: Double, _ wanted: Float80, _ tolerance: Double) -> Bool {
    wanted.isNaN ? got.isNaN : abs(got - Double(wanted)) <= tolerance * abs(Double(wanted)) + 1e-300
  }

  private func compare<Operator: FeatureOperator>(
    _ type: Operator.Type, _ values: TickLawsTests.Values, seed: UInt64, tolerance: Double, where possible: (TradePoint) -> Bool,
    twin: ([TradePoint]) -> [Float80]
  ) throws where Operator.Observation == TradePoint {
    try compare(type, values, seed: seed, tolerance: tolerance, where: possible) { trades in
      let row = twin(trades)
      return (row, row.map { _ in 0 })
    }
  }

  /// Feeds an operator on trades and holds each row against a twin that sees the admitted trades so far.
  private func compare<Operator: FeatureOperator>(
    _ type: Operator.Type, _ values: TickLawsTests.Values, seed: UInt64, tolerance: Double, where possible: (TradePoint) -> Bool,
    twin: ([TradePoint]) -> (row: [Float80], slack: [Float80])
  ) throws where Operator.Observation == TradePoint {
    var stream = TickStream(seed: seed)
    let trades = (0..<400).map { _ in stream.trade() }
    let admitted = NaiveTicks.admitted(trades, { $0.time }, where: possible)
    var state = try make(values, type)
    var row = [Double](repeating: 0, count: state.outputs.count)
    var seen: [TradePoint] = []
    for (index, trade) in trades.enumerated() {
      let isTaken = state.update(trade)
      #expect(isTaken == admitted[index], "\(type.calculator), seed \(seed): admission of trade \(index)")
      guard admitted[index] else { continue }
      seen.append(trade)
      var span = row.mutableSpan
      state.write(at: trade.time, into: &span)
      let wanted = twin(seen)
      #expect(wanted.row.count == row.count)
      for (column, value) in row.enumerated() {
        let isNear = near(value, wanted.row[column], tolerance) || abs(value - Double(wanted.row[column])) <= Double(wanted.slack[column])
        #expect(isNear, "\(type.calculator) \(values), seed \(seed), trade \(index), column \(column): \(value), not \(wanted.row[column])")
      }
    }
  }

  @Test("windows of trades", arguments: 1...6) func windows(seed: UInt64) throws {
    for values in TickLawsTests.parameters["trade_vwap"] ?? [] {
      try compare(VolumeWeightedPrice.self, values, seed: seed, tolerance: 1e-14, where: NaiveTicks.isPossible) { NaiveTicks.vwap($0, values) }
      try compare(VolumeDelta.self, values, seed: seed, tolerance: 1e-14, where: { $0.side != nil && $0.quantity >= 0 }) { NaiveTicks.delta($0, values) }
    }
  }

  @Test("Kyle's line of prices and quantities of any size", arguments: 1...8) func kyle(seed: UInt64) throws {
    let values: TickLawsTests.Values = ["n": .integer(9)]
    try compare(KyleLambda.self, values, seed: seed, tolerance: 1e-11, where: { $0.side != nil && NaiveTicks.isPossible($0) }) { NaiveTicks.kyle($0, values) }
  }

  @Test("intensity of an exponential kernel", arguments: 1...4) func intensity(seed: UInt64) throws {
    let tau = 1.0
    try compare(TradeArrivalIntensity.self, ["tau_ns": .integer(1_000_000_000)], seed: seed, tolerance: 1e-12, where: { $0.quantity >= 0 }) { trades in
      let now = trades[trades.count - 1].time
      let weights = trades.map { exp(-Double(now - $0.time) * 1e-9 / tau) / tau }
      return [Float80(weights.reduce(0, +)), zip(weights, trades).reduce(0) { $0 + Float80($1.0) * Float80($1.1.quantity) } / Float80(NaiveTicks.scale.quantityPower)]
    }
  }

  @Test("the tick rule", arguments: 1...6) func tick(seed: UInt64) throws {
    try compare(TickRule.self, [:], seed: seed, tolerance: 0, where: NaiveTicks.isPossible) { trades in
      let sign = NaiveTicks.tick(trades)
      return [sign == 0 ? .nan : Float80(sign)]
    }
  }

  @Test("volume buckets, where a trade may fill many", arguments: 1...6) func buckets(seed: UInt64) throws {
    var stream = TickStream(seed: seed)
    // Enormous quantities would take the twin for ever; they have a test of their own.
    let trades = (0..<500).map { _ in stream.trade() }.filter { $0.side != nil && NaiveTicks.isPossible($0) && $0.quantity < .max }
    let volume: Int64 = seed % 2 == 0 ? 75_000_000 : 900_000
    var state: VolumeSynchronisedPIN = try make(["bucket_volume": .number(Double(volume) / 1e8), "buckets": .integer(5)])
    var got: [VolumeBucket] = []
    for trade in trades {
      let isTaken = state.update(trade) { bucket in got += Array(repeating: bucket, count: Int(bucket.repeats)) }
      #expect(isTaken)
    }
    let wanted = NaiveTicks.buckets(trades, volume: volume)
    #expect(got.count == wanted.count && wanted.count > 100, "seed \(seed)")
    for (index, (bucket, twin)) in zip(got, wanted).enumerated() {
      #expect(bucket.time == twin.time && bucket.buy == twin.buy && bucket.sell == twin.sell, "seed \(seed), bucket \(index)")
      let recent = wanted[max(0, index - 4)...index].reduce(Int64(0)) { $0 + abs($1.buy - $1.sell) }
      #expect(index < 4 ? bucket.probability == nil : near(bucket.probability ?? .nan, Float80(recent) / Float80(5 * volume), 1e-15), "seed \(seed), bucket \(index)")
    }
  }

  @Test("order flow at several levels", arguments: 1...5) func orderFlow(seed: UInt64) throws {
    for values in TickLawsTests.parameters["order_flow_imbalance"] ?? [] {
      guard case .integer(let window)? = values["window_ns"], case .integer(let levels)? = values["levels"] else { continue }
      var stream = TickStream(seed: seed)
      let books = (0..<300).map { _ in stream.book() }
      let isPossible = { (book: BookTop) in
        book.bidCount >= Int(levels) && book.askCount >= Int(levels) && book.bid(0).price <= book.ask(0).price
      }
      let admitted = NaiveTicks.admitted(books, { $0.time.nanoseconds }, where: isPossible)
      var state: MultiLevelOrderFlowImbalance = try make(values)
      var row = [Double](repeating: 0, count: state.outputs.count)
      var seen: [BookTop] = []
      for (index, book) in books.enumerated() {
        let isTaken = state.update(book)
        #expect(isTaken == admitted[index], "seed \(seed), book \(index)")
        guard admitted[index] else { continue }
        seen.append(book)
        let now = book.time.nanoseconds
        var span = row.mutableSpan
        state.write(at: now, into: &span)
        for level in 0..<Int(levels) {
          let flows = zip(seen, seen.dropFirst()).map { (time: $1.time.nanoseconds, flow: NaiveTicks.flow($0, $1, level)) }
          let sum = flows.filter { $0.time > now - window }.reduce(Int128(0)) { $0 + $1.flow }
          let last = flows.last.map { Float80($0.flow) / 1e8 } ?? .nan
          #expect(near(row[2 * level], last, 1e-14), "seed \(seed), book \(index), e_\(level + 1)")
          #expect(near(row[2 * level + 1], flows.isEmpty ? .nan : Float80(sum) / 1e8, 1e-14), "seed \(seed), book \(index), ofi_\(level + 1)")
        }
      }
    }
  }

  @Test("quoted trades: direction, effective, realised and impact spread", arguments: 1...6) func quoted(seed: UInt64) throws {
    var stream = TickStream(seed: seed)
    let all = (0..<500).map { _ in stream.event() }
    let admitted = NaiveTicks.admitted(all, TickLawsTests.time) { if case .trade(let trade) = $0 { NaiveTicks.isPossible(trade) } else { true } }
    let events = zip(all, admitted).filter(\.1).map(\.0)
    let horizon: Int64 = 1_000_000_000
    func doubledMid(_ event: QuotedTrade) -> Int64? {
      guard case .quote(_, let bid?, let ask?) = event, bid <= ask, ask.magnitude < 1 << 62 else { return nil }
      return bid + ask
    }
    func isQuote(_ event: QuotedTrade) -> Bool { if case .quote = event { true } else { false } }
    var lee: LeeReady = try make([:])
    var spreads: TradeSpreads = try make(["horizon_ns": .integer(horizon)])
    var finished: [TradeSpread] = []
    for (index, event) in all.enumerated() {
      let isTaken = (lee.update(event), spreads.update(event) { finished.append($0) })
      #expect(isTaken == (admitted[index], admitted[index]))
    }
    spreads.finish { finished.append($0) }
    lee = try make([:])
    var row = [0.0]
    let last = events.map(TickLawsTests.time).max() ?? 0
    var next = 0
    for (index, event) in events.enumerated() {
      _ = lee.update(event)
      guard case .trade(let trade) = event else { continue }
      let quote = events[..<index].last(where: isQuote).flatMap(doubledMid)
      let trades = events[...index].compactMap { if case .trade(let trade) = $0 { trade } else { nil } }
      var sign = NaiveTicks.tick(trades)
      if let quote, 2 * Int128(trade.price) != Int128(quote) { sign = 2 * Int128(trade.price) > Int128(quote) ? 1 : -1 }
      var span = row.mutableSpan
      lee.write(at: trade.time, into: &span)
      #expect(near(row[0], sign == 0 ? .nan : Float80(sign), 0), "seed \(seed), event \(index)")
      guard let side = trade.side, let quote, (2 * Int128(trade.price) - Int128(quote)).magnitude < 1 << 62, trade.price < 1 << 61 else { continue }
      let spread = finished[next]
      next += 1
      let effective = Float80((side == .buy ? 1 : -1) * (2 * trade.price - quote)) / 10
      #expect(spread.time == trade.time && near(spread.effective, effective, 1e-15), "seed \(seed), event \(index)")
      let later = events.last { isQuote($0) && TickLawsTests.time($0) <= trade.time + horizon }.flatMap(doubledMid)
      let isKnown = trade.time + horizon <= last
      let realised = isKnown ? later.map { Float80((side == .buy ? 1 : -1) * (2 * trade.price - $0)) / 10 } : nil
      #expect(near(spread.realised ?? .nan, realised ?? .nan, 1e-15), "seed \(seed), event \(index)")
      let impact = isKnown ? later.map { Float80((side == .buy ? 1 : -1) * ($0 - quote)) / 10 } : nil
      #expect(near(spread.impact ?? .nan, impact ?? .nan, 1e-15), "seed \(seed), event \(index)")
    }
    if seed % 5 != 1 { #expect(next == finished.count && next > 50, "seed \(seed): \(finished.count) rows, \(next) of the twin") }
  }

  @Test("candles, with late trades and pauses", arguments: 1...6) func candles(seed: UInt64) throws {
    var stream = TickStream(seed: seed)
    let trades = (0..<400).map { _ in stream.trade() }
    let interval: Int64 = seed % 2 == 0 ? 500_000_000 : 1_000_000_000
    var builder = CandleBuilder(interval: interval)
    var got: [Candle] = []
    for (index, trade) in trades.enumerated() {
      if index == 200 { builder = try JSONDecoder().decode(CandleBuilder.self, from: JSONEncoder().encode(builder)) }
      builder.update(trade)?.forEach { got.append($0) }
    }
    if let current = builder.current { got.append(current) }
    #expect(got == NaiveTicks.candles(trades, interval: interval), "seed \(seed)")
  }
}
