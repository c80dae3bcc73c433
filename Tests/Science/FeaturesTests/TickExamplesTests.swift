import Domain
import Foundation
import TestSupport
import Testing

@testable import Features

@Suite("Operators of ticks") struct TickExamplesTests {
  private static let scale = DecimalScale(priceDecimals: 1, quantityDecimals: 8)

  private func fault<Operator: FeatureOperator>(_: Operator.Type, _ values: TickLawsTests.Values) -> String? {
    var parameters = CalculatorParameters(values, scale: Self.scale)
    do throws(ParameterFault) { _ = try Operator(&parameters) } catch { return error.description }
    return nil
  }

  @Test("parameters out of range are refused by name") func parameters() {
    #expect(fault(VolumeWeightedPrice.self, [:])?.contains("window_ns") == true)
    #expect(fault(VolumeWeightedPrice.self, ["window_ns": .integer(1), "window_events": .integer(1)])?.contains("beside") == true)
    #expect(fault(VolumeWeightedPrice.self, ["window_events": .integer(0)])?.contains("window_events") == true)
    #expect(fault(VolumeDelta.self, ["window_ns": .integer(-1)])?.contains("window_ns") == true)
    #expect(fault(KyleLambda.self, ["n": .integer(1)])?.contains("\"n\"") == true)
    #expect(fault(DepthImbalance.self, ["levels": .integer(11)])?.contains("levels") == true)
    #expect(fault(ImpactSpread.self, ["quantity": .number(0)])?.contains("above 0") == true)
    #expect(fault(ImpactSpread.self, ["quantity": .number(1e-9)])?.contains("8 decimals") == true)
    #expect(fault(ImpactSpread.self, ["quantity": .number(1e20)])?.contains("quantity") == true)
    #expect(fault(VolumeSynchronisedPIN.self, ["bucket_volume": .number(1), "buckets": .integer(1), "classification": .text("guess")])?.contains("classification") == true)
    #expect(fault(TradeSpreads.self, ["horizon_ns": .number(0.5)])?.contains("horizon_ns") == true)
  }

  @Test("an outlier that has left a window leaves nothing behind") func cancellation() throws {
    var parameters = CalculatorParameters(["window_events": .integer(2)], scale: Self.scale)
    var vwap = try VolumeWeightedPrice(&parameters)
    var row = [0.0]
    let trades: [(Int64, Int64)] = [(1, 1), ((1 << 62) - 1, .max), (3, 1), (4, 1)]
    for (index, trade) in trades.enumerated() { _ = vwap.update(TradePoint(time: Int64(index), price: trade.0, quantity: trade.1, side: nil)) }
    var span = row.mutableSpan
    vwap.write(at: 3, into: &span)
    #expect(row[0] == 0.35)
  }

  @Test("a trade that fills more buckets than time has is taken in at once") func enormousTrade() throws {
    var parameters = CalculatorParameters(["bucket_volume": .number(1e-8), "buckets": .integer(3)], scale: Self.scale)
    var pin = try VolumeSynchronisedPIN(&parameters)
    var buckets: [VolumeBucket] = []
    _ = pin.update(TradePoint(time: 1, price: 1, quantity: .max, side: .buy)) { buckets.append($0) }
    #expect(buckets.reduce(Int128(0)) { $0 + Int128($1.repeats) } == Int128(Int64.max))
    #expect(buckets.count <= 5 && buckets.last?.probability == 1)
  }

  @Test("a pause of a century is one closing, its empty candles counted") func longPause() {
    var builder = CandleBuilder(interval: 1)
    let first = builder.update(TradePoint(time: 0, price: 5, quantity: 1, side: .buy))
    #expect(first == nil)
    let closing = builder.update(TradePoint(time: 3_155_760_000_000_000_000, price: 6, quantity: 1, side: .buy))
    #expect(closing?.emptyIntervals == 3_155_759_999_999_999_999 && closing?.candle.prices?.close == 5)
    let impossible = builder.update(TradePoint(time: .min, price: 1, quantity: 1, side: nil))
    let late = builder.update(TradePoint(time: 1, price: 1, quantity: 1, side: nil))
    #expect(impossible == nil && late == nil && builder.current?.late == 2)
    #expect(builder.current?.bar(Self.scale).close == 0.6)
    #expect(Candle(emptyAt: 0, isClosed: true).bar(Self.scale).open.isNaN)
  }

  @Test("a book that crosses has no spread, one that locks has none of it") func books() throws {
    var parameters = CalculatorParameters([:], scale: Self.scale)
    var spread = try BookSpread(&parameters)
    var row = [0.0, 0, 0, 0]
    func look(_ bid: Int64, _ ask: Int64, at time: Int64) -> Bool {
      var top = BookTop(instrument: InstrumentID(0), time: Timestamp(nanoseconds: time))
      top.appendBid(BookLevel(price: Price(units: bid), quantity: Quantity(units: 1)))
      top.appendAsk(BookLevel(price: Price(units: ask), quantity: Quantity(units: 1)))
      let taken = spread.update(top)
      var span = row.mutableSpan
      spread.write(at: time, into: &span)
      return taken
    }
    var isTaken = look(100, 102, at: 5)
    #expect(isTaken && row == [0.2, 100 * 0.4 / 20.2, 10_000 * 0.4 / 20.2, 10.1])
    isTaken = look(100, 100, at: 5)
    #expect(isTaken && row[0] == 0 && row[1] == 0)
    isTaken = look(1, 2, at: 4)
    #expect(!isTaken && row[3] == 10, "a late book changes nothing")
    isTaken = look(101, 100, at: 6)
    #expect(isTaken && row.allSatisfy(\.isNaN))
    isTaken = look(0, 0, at: 7)
    #expect(isTaken && row[0] == 0 && row[1].isNaN && row[3] == 0)
  }

  @Test("realised and impact are no features: what a trade's row says at once are the effective spreads alone") func pointInTime() throws {
    var parameters = CalculatorParameters(["horizon_ns": .integer(10)], scale: Self.scale)
    var spreads = try TradeSpreads(&parameters)
    #expect(spreads.outputs == ["effective", "effective_bps"])
    var finished: [TradeSpread] = []
    let events: [QuotedTrade] = [
      .quote(time: 0, bid: 99, ask: 101), .trade(TradePoint(time: 1, price: 101, quantity: 1, side: .buy)), .quote(time: 11, bid: 101, ask: 103),
    ]
    for event in events { _ = spreads.update(event) { finished.append($0) } }
    #expect(finished.isEmpty, "an event of t + h is not after it: another quote of that time may come")
    _ = spreads.update(.quote(time: 12, bid: 0, ask: 1)) { finished.append($0) }
    #expect(finished.count == 1 && finished[0].event == 1 && finished[0].effective == 0.2 && finished[0].realised == -0.2 && finished[0].impact == 0.4)
  }

  @Test("wide integers add, subtract, multiply and round as the ones that fit", arguments: 1...4) func wideIntegers(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    func draw() -> Int128 { Int128(Int64(bitPattern: random.next())) >> Int128(random.next() % 62) }
    for _ in 0..<3000 {
      let (a, b, c) = (draw(), draw(), draw())
      let product = Int256(a) &* b
      #expect(product == Int256(a * b))
      #expect(product &+ Int256(c) == Int256(a * b + c) && product &- Int256(c) == Int256(a * b - c))
      // (a b c) by two orders, beyond 128 bits.
      let wide = Int256(a * b) &* (c << 60)
      #expect(wide == Int256(c << 60) &* (a * b) && wide &- wide == .zero)
      let exact = Float80(a) * Float80(b) * Float80(c << 60)
      #expect(abs(Float80(wide.approximated) - exact) <= abs(exact) * 0x1p-51, "\(a) \(b) \(c)")
    }
    #expect(Int256(-1).approximated == -1 && Int256(Int128.min).approximated == -0x1p127 && Int256(high: 0, low: .max).approximated == 0x1p128)
  }

  @Test("a window of more timestamps than its ring holds keeps every element and lets none stay a grain too long", arguments: 1...4)
  func floods(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let window: Int64 = 1000
    var sums = ExactWindowSums(.time(window), columns: 2, mostSlots: 8)
    var all: [(time: Int64, value: Int128)] = []
    var time: Int64 = 0
    for step in 0..<1500 {
      time += Int64(random.next() % 40) * (random.next() % 50 == 0 ? 40 : 1)
      let value = Int128(random.next() % 100) - 50
      all.append((time, value))
      sums.open(at: time)
      sums.add(value, 0)
      sums.add(1, 1)
      if step % 100 == 0 { sums = try JSONDecoder().decode(ExactWindowSums.self, from: JSONEncoder().encode(sums)) }
      // The window holds a run of the latest elements, of at most a grain more.
      let held = Int(sums.totals[1])
      #expect(sums.totals[0] == all.suffix(held).reduce(0) { $0 + $1.value }, "seed \(seed) at \(time)")
      let exact = all.count { $0.time > time - window }
      let most = all.count { $0.time > time - window - sums.grain }
      #expect((exact...most).contains(held) && sums.count <= 8, "seed \(seed) at \(time): \(held) of \(exact) to \(most)")
    }
    sums.advance(to: time + window + sums.grain)
    #expect(sums.totals == [0, 0] && sums.count == 0)
  }

  @Test("a state that does not fit together is refused, not trapped on") func hostileStates() throws {
    func breaks<State: Codable>(_ state: State, _ change: (String) -> String) throws -> Bool {
      let text = change(String(decoding: try JSONEncoder().encode(state), as: UTF8.self))
      return (try? JSONDecoder().decode(State.self, from: Data(text.utf8))) == nil
    }
    var parameters = CalculatorParameters(["n": .integer(3)], scale: Self.scale)
    let kyle = try KyleLambda(&parameters)
    #expect(try breaks(kyle) { $0.replacingOccurrences(of: "\"next\":0", with: "\"next\":7") })
    #expect(try !breaks(kyle) { $0 })
    parameters = CalculatorParameters(["bucket_volume": .number(1), "buckets": .integer(3)], scale: Self.scale)
    let pin = try VolumeSynchronisedPIN(&parameters)
    #expect(try breaks(pin) { $0.replacingOccurrences(of: "\"volume\":100000000", with: "\"volume\":0") })
    #expect(try !breaks(pin) { $0 })
    let sums = ExactWindowSums(.time(10), columns: 2)
    #expect(try breaks(sums) { $0.replacingOccurrences(of: "\"columns\":2", with: "\"columns\":0") })
    #expect(try breaks(sums) { $0.replacingOccurrences(of: "\"times\":[]", with: "\"times\":[1]") })
    #expect(try !breaks(sums) { $0 })
  }
}
