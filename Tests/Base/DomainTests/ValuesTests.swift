import Domain
import Foundation
import TestSupport
import Testing

@Suite("the small values of the domain") struct ValuesTests {
  @Test("a mask holds exactly what was put in, over seeds", arguments: 0..<10)
  func mask(seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    var mask = FeatureMask()
    var naive: Set<Int> = []
    for _ in 0..<1000 {
      let index = Int.random(in: 0..<FeatureMask.capacity, using: &dice)
      if Bool.random(using: &dice) {
        mask.insert(index)
        naive.insert(index)
      } else {
        mask.remove(index)
        naive.remove(index)
      }
      #expect(mask.count == naive.count)
    }
    #expect((0..<FeatureMask.capacity).filter(mask.contains) == naive.sorted())
  }

  @Test("a vector marks what is not finite as missing")
  func vector() {
    let schema = FeatureSchema(name: "s", version: 3, columns: ["a", "b", "c"])
    var vector = FeatureVector(instrument: InstrumentID(4), time: Timestamp(seconds: 1), schema: schema)
    #expect(vector.values.allSatisfy(\.isNaN) && vector.present.count == 0 && vector.schemaHash == schema.hash)
    vector.set(1, 2.5)
    vector.set(2, .infinity)
    #expect(vector.present.contains(1) && !vector.present.contains(2) && vector.values[2].isNaN)
    vector.set(1, .nan)
    #expect(vector.present.count == 0 && vector.values[1].isNaN)
  }

  @Test("a schema's hash is FNV-1a of its parts, and tells names, order and version apart")
  func schema() {
    var naive: UInt64 = 14_695_981_039_346_656_037
    for byte in Array("spot\u{0}7\u{0}return\u{0}spread\u{0}".utf8) { naive = (naive ^ UInt64(byte)) &* 1_099_511_628_211 }
    let schema = FeatureSchema(name: "spot", version: 7, columns: ["return", "spread"])
    #expect(schema.hash == naive)
    #expect(schema.hashText.count == 16 && UInt64(schema.hashText, radix: 16) == naive)
    let others = [
      FeatureSchema(name: "spot", version: 8, columns: ["return", "spread"]), FeatureSchema(name: "spot", version: 7, columns: ["spread", "return"]),
      FeatureSchema(name: "spot", version: 7, columns: ["returns", "pread"]), FeatureSchema(name: "spo", version: 7, columns: ["treturn", "spread"]),
    ]
    #expect(Set(others.map(\.hash) + [schema.hash]).count == 5)
  }

  @Test("an instrument prints with its own decimals")
  func instrument() {
    let instrument = Instrument(symbol: "BTC/USD", base: "BTC", quote: "USD", priceDecimals: 1, quantityDecimals: 8)
    #expect(instrument.text(Price(units: 452_852)) == "45285.2" && instrument.text(Quantity(units: 1)) == "0.00000001")
    #expect(instrument.value(Price(units: 452_852)) == 45285.2 && instrument.value(Quantity(units: -50_000_000)) == -0.5)
  }

  @Test("the top of a book keeps ten levels a side and knows its doubled mid")
  func top() {
    var top = BookTop(instrument: InstrumentID(0), time: Timestamp(seconds: 1))
    #expect(top.doubledMid == nil)
    for index in 0..<12 { top.appendBid(BookLevel(price: Price(units: Int64(100 - index)), quantity: Quantity(units: 1))) }
    #expect(top.doubledMid == nil && top.bidCount == BookTop.depth && top.bid(9).price.units == 91)
    for index in 0..<12 { top.appendAsk(BookLevel(price: Price(units: Int64(103 + index)), quantity: Quantity(units: 2))) }
    #expect(top.askCount == BookTop.depth && top.ask(0).quantity.units == 2 && top.doubledMid == 203)
  }

  @Test("severities rise")
  func severity() {
    #expect(Severity.allCases == Severity.allCases.sorted() && Severity.critical > .high && !(Severity.low < .low))
  }

  @Test("sides have Kraken's words and opposites")
  func sides() {
    #expect(Side.allCases.map(\.text) == ["buy", "sell"] && Side.allCases.map(\.opposite) == [.sell, .buy])
  }

  @Test("an outcome scores its prediction by Brier")
  func outcome() {
    var prediction = Prediction(
      instrument: InstrumentID(0), time: Timestamp(seconds: 1), model: 0, schemaHash: 0, margin: 0, probability: 0.25, doubledMid: 2)
    #expect(Outcome(prediction: prediction, happened: true, resolved: Timestamp(seconds: 2)).squaredError == 0.5625)
    prediction.probability = 1
    #expect(Outcome(prediction: prediction, happened: true, resolved: Timestamp(seconds: 2)).squaredError == 0)
  }

  @Test("a market event tells its time")
  func events() {
    let time = Timestamp(seconds: 9)
    let id = InstrumentID(0)
    let level = BookLevel(price: Price(units: 1), quantity: Quantity(units: 1))
    let trade = Trade(instrument: id, time: time, id: 1, price: Price(units: 1), quantity: Quantity(units: 1), side: .buy)
    let events: [MarketEvent] = [
      .trade(trade), .book(instrument: id, time: time, bids: [], asks: [level]), .quote(instrument: id, time: time, bid: level, ask: level),
    ]
    #expect(events.allSatisfy { $0.time == time })
  }

  @Test("a diagnostic prints its error and its hint")
  func diagnostic() {
    var diagnostic = Diagnostic(code: "a.b", exitCode: .badData, message: "it broke", hint: "mend it")
    #expect(diagnostic.description == "error: it broke\nhint: mend it")
    diagnostic.hint = nil
    #expect(diagnostic.description == "error: it broke")
    #expect(ExitCode.allCases.map(\.rawValue) == [0, 1, 64, 65, 69, 78, 130])
  }

  @Test("a difference is internal minus exchange, and reports travel through JSON unchanged")
  func report() throws {
    let found = ReconciliationReport.Discrepancy(
      kind: .balanceMismatch, asset: "USD", internalAmount: Money(units: 5), exchangeAmount: Money(units: 7), severity: .low)
    #expect(found.difference == Money(units: -2))
    let report = ReconciliationReport(
      id: "R", account: "a", strategy: "full", time: Timestamp(seconds: 1), status: .partial, checked: 1, discrepancies: [found], corrected: 0,
      manualReview: 1, errors: ["x"])
    #expect(try JSONDecoder().decode(ReconciliationReport.self, from: JSONEncoder().encode(report)) == report)
  }

  @Test("fills, orders and verdicts travel through JSON unchanged")
  func codable() throws {
    let fill = Fill(
      execID: "E", orderID: "O", symbol: "BTC/USD", base: "BTC", quote: "USD", side: .sell, quantity: Money(units: 1), cost: Money(units: 2),
      fees: [Fill.Fee(asset: "USD", amount: Money(units: 3))], time: Timestamp(seconds: 4))
    #expect(try JSONDecoder().decode(Fill.self, from: JSONEncoder().encode(fill)) == fill)
    let order = NewOrder(
      clientID: "c", instrument: InstrumentID(1), symbol: "BTC/USD", side: .buy, kind: .limit(Price(units: 5)), quantity: Quantity(units: 6),
      time: Timestamp(seconds: 1))
    #expect(try JSONDecoder().decode(NewOrder.self, from: JSONEncoder().encode(order)) == order)
    let verdict = DriftVerdict(
      time: Timestamp(seconds: 1), symbol: "BTC/USD", feature: "spread", test: "ks", kind: .data, statistic: 0.5, pValue: nil, referenceCount: 1,
      currentCount: 2, drifted: true, severity: .high, reason: "r", guarantee: "g")
    #expect(try JSONDecoder().decode(DriftVerdict.self, from: JSONEncoder().encode(verdict)) == verdict)
    #expect(ModelVersion(name: "m", version: "1.0.0").description == "m@1.0.0")
    #expect(
      ExecutionReport(orderID: "O", clientID: nil, symbol: "S", kind: .trade, side: .buy, time: Timestamp(seconds: 1), fill: fill).fill == fill)
    #expect([InstrumentID(2), InstrumentID(1)].min() == InstrumentID(1))
  }
}
