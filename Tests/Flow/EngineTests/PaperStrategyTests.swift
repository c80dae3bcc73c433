import Domain
import TestSupport
import Testing

@testable import Engine

@Suite("Paper strategy") struct PaperStrategyTests {
  private static let second: Int64 = 1_000_000_000
  private static let configuration = PaperStrategy.Parameters(threshold: 0.6, notional: 1000, holdNanoseconds: 10 * second)

  private static func prediction(_ seconds: Int64, _ probability: Float, doubledMid: Int64 = 1_280_000) -> Prediction {
    Prediction(
      instrument: InstrumentID(0), time: Timestamp(nanoseconds: seconds * second), model: 0, schemaHash: 0, margin: 0, probability: probability,
      doubledMid: doubledMid)
  }

  private static func fresh(minimum: Int64 = 1) -> PaperStrategy {
    var instrument = EngineBench.instrument
    instrument.minimumQuantity = Quantity(units: minimum)
    return PaperStrategy(configuration: configuration, instrument: instrument, id: InstrumentID(0))
  }

  @Test("buys when confident, holds, sells what it bought, pauses, and buys again") func roundTrip() throws {
    var strategy = Self.fresh()
    var ids = 0
    func decide(_ seconds: Int64, _ probability: Float) -> NewOrder? {
      strategy.decide(Self.prediction(seconds, probability)) {
        ids += 1
        return "o\(ids)"
      }
    }
    #expect(decide(0, 0.59) == nil && ids == 0)
    let bought = try #require(decide(1, 0.6))
    // 1,000 ÷ 64,000.0 = 0.015625 BTC.
    #expect(bought.side == .buy && bought.quantity == Quantity(units: 1_562_500) && bought.kind == .market && bought.clientID == "o1")
    #expect(decide(2, 0.9) == nil, "one order at a time")
    strategy.filled(clientID: "o1", side: .buy, quantity: Quantity(units: 1_000_000))
    strategy.filled(clientID: "o1", side: .buy, quantity: Quantity(units: 562_500))
    strategy.finished(clientID: "o1", at: Timestamp(nanoseconds: 2 * Self.second))
    #expect(decide(11, 0.9) == nil, "holds")
    let sold = try #require(decide(12, 0.1))
    #expect(sold.side == .sell && sold.quantity == Quantity(units: 1_562_500) && sold.clientID == "o2")
    strategy.filled(clientID: "o2", side: .sell, quantity: sold.quantity)
    strategy.finished(clientID: "o2", at: Timestamp(nanoseconds: 13 * Self.second))
    #expect(decide(22, 0.9) == nil, "pauses")
    #expect(decide(23, 0.9)?.side == .buy)
  }

  @Test("another's orders, fills and refusals move nothing") func foreign() {
    var strategy = Self.fresh()
    _ = strategy.decide(Self.prediction(0, 0.9)) { "mine" }
    for id in [nil, "other", ""] as [String?] {
      strategy.filled(clientID: id, side: .sell, quantity: Quantity(units: 77))
      strategy.finished(clientID: id, at: Timestamp(nanoseconds: 1))
    }
    #expect(strategy.decide(Self.prediction(100, 0.9)) { "again" } == nil, "its own order is still out")
    strategy.filled(clientID: "mine", side: .buy, quantity: Quantity(units: 5))
    strategy.finished(clientID: "mine", at: Timestamp(nanoseconds: 0))
    #expect(strategy.decide(Self.prediction(100, 0.9)) { "sell" }?.quantity == Quantity(units: 5))
  }

  @Test("a refused order is a pause, a partly filled and canceled one is a smaller position") func refusedAndPartial() {
    var strategy = Self.fresh()
    _ = strategy.decide(Self.prediction(0, 0.9)) { "a" }
    strategy.finished(clientID: "a", at: Timestamp(nanoseconds: 0))
    #expect(strategy.decide(Self.prediction(9, 0.9)) { "b" } == nil)
    #expect(strategy.decide(Self.prediction(10, 0.9)) { "b" }?.side == .buy)
    strategy.filled(clientID: "b", side: .buy, quantity: Quantity(units: 9))
    strategy.finished(clientID: "b", at: Timestamp(nanoseconds: 10 * Self.second))
    let sold = strategy.decide(Self.prediction(20, 0)) { "c" }
    #expect(sold?.quantity == Quantity(units: 9))
    strategy.filled(clientID: "c", side: .sell, quantity: Quantity(units: 4))
    strategy.finished(clientID: "c", at: Timestamp(nanoseconds: 20 * Self.second))
    #expect(strategy.decide(Self.prediction(30, 0)) { "d" }?.quantity == Quantity(units: 5), "the rest is sold when it was held as long again")
  }

  @Test("buys nothing below the exchange's least quantity, and absurd mids neither trap nor buy") func sizes() {
    var strategy = Self.fresh(minimum: 1_562_501)
    #expect(strategy.decide(Self.prediction(0, 1)) { "a" } == nil)
    for mid in [Int64.max, .min, 0, -5] {
      var other = Self.fresh()
      _ = other.decide(Self.prediction(0, 1, doubledMid: mid)) { "a" }
    }
    var nan = Self.fresh()
    #expect(nan.decide(Self.prediction(0, .nan)) { "a" } == nil)
  }

  @Test("never has two orders out and never sells more than it holds", arguments: 1...10)
  func laws(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var strategy = Self.fresh()
    var open: NewOrder?
    var position: Int64 = 0
    var count = 0
    for step in 0..<2000 {
      let order = strategy.decide(Self.prediction(Int64(step), Float(random.unit()))) {
        count += 1
        return "o\(count)"
      }
      if let order {
        #expect(open == nil, "seed \(seed)")
        #expect(order.side == .buy || order.quantity.units == position, "seed \(seed)")
        open = order
      }
      if let sent = open, random.next() % 3 == 0 {
        let part = random.next() % 4 == 0 ? Int64(random.next() % UInt64(sent.quantity.units + 1)) : sent.quantity.units
        if part > 0 { strategy.filled(clientID: sent.clientID, side: sent.side, quantity: Quantity(units: part)) }
        position += sent.side == .buy ? part : -part
        #expect(position >= 0, "seed \(seed)")
        strategy.finished(clientID: sent.clientID, at: Timestamp(nanoseconds: Int64(step) * Self.second))
        open = nil
      }
    }
    #expect(count > 20, "seed \(seed)")
  }
}
