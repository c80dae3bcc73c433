@testable import Scenarios
import Domain
import Testing

@Suite("HashingRecords")
struct HashingRecordsTests {
  private static let id = InstrumentID(0)
  private static let time = Timestamp(nanoseconds: 1000)
  private static let prediction = Prediction(instrument: id, time: time, model: 0, schemaHash: 7, margin: 0.25, probability: 0.5, doubledMid: 99)
  private static let trade = Trade(instrument: id, time: time, id: 1, price: Price(units: 10), quantity: Quantity(units: 3), side: .buy)
  private static let verdict = DriftVerdict(
    time: time, symbol: "A/B", feature: "f", test: "ks", kind: .data, statistic: 0.5, pValue: 0.1, referenceCount: 1, currentCount: 1, drifted: true,
    severity: Severity.allCases[0], reason: "r", guarantee: "g")
  private static let order = NewOrder(clientID: "c", instrument: id, symbol: "A/B", side: .buy, kind: .limit(Price(units: 4)), quantity: Quantity(units: 2), time: time)

  private static func book(_ price: Int64, _ quantity: Int64, _ ask: Int64 = 12) -> BookTop {
    var top = BookTop(instrument: id, time: time)
    top.appendBid(BookLevel(price: Price(units: price), quantity: Quantity(units: quantity)))
    top.appendAsk(BookLevel(price: Price(units: ask), quantity: Quantity(units: 1)))
    return top
  }

  private static func hash(_ body: (HashingRecords) -> Void) -> UInt64 {
    let records = HashingRecords()
    body(records)
    return records.hash
  }

  private static func changed<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
    var value = value
    change(&value)
    return value
  }

  @Test("No two records that differ in one field have one hash, and equal records have")
  func fields() {
    var hashes: [UInt64] = [Self.hash { _ in }]
    func add(_ body: @escaping (HashingRecords) -> Void) {
      hashes.append(Self.hash(body))
      #expect(Self.hash(body) == hashes.last)
    }
    for prediction in [
      Self.prediction, Self.changed(Self.prediction) { $0.margin = 0.250001 }, Self.changed(Self.prediction) { $0.probability = 0.5000001 },
      Self.changed(Self.prediction) { $0.time = Timestamp(nanoseconds: 1001) }, Self.changed(Self.prediction) { $0.doubledMid = 100 },
      Self.changed(Self.prediction) { $0.instrument = InstrumentID(1) }, Self.changed(Self.prediction) { $0.model = 1 },
    ] { add { $0.append(prediction: prediction) } }
    for trade in [
      Self.trade, Self.changed(Self.trade) { $0.id = 2 }, Self.changed(Self.trade) { $0.side = .sell }, Self.changed(Self.trade) { $0.price = Price(units: 11) },
      Self.changed(Self.trade) { $0.quantity = Quantity(units: 4) }, Self.changed(Self.trade) { $0.instrument = InstrumentID(1) },
    ] { add { $0.append(trade: trade, pointTime: Self.time) } }
    add { $0.append(trade: Self.trade, pointTime: Timestamp(nanoseconds: 1001)) }
    // The same mid of other levels, and other quantities, are other books.
    for book in [Self.book(10, 1), Self.book(10, 2), Self.book(9, 1, 13)] { add { $0.append(book: book, pointTime: Self.time) } }
    add { $0.append(outcome: Outcome(prediction: Self.prediction, happened: true, resolved: Self.time)) }
    add { $0.append(outcome: Outcome(prediction: Self.prediction, happened: false, resolved: Self.time)) }
    add { $0.append(outcome: Outcome(prediction: Self.prediction, happened: true, resolved: Timestamp(nanoseconds: 1001))) }
    for verdict in [Self.verdict, Self.changed(Self.verdict) { $0.feature = "g" }, Self.changed(Self.verdict) { $0.statistic = 0.6 }, Self.changed(Self.verdict) { $0.pValue = nil }] {
      add { $0.append(drift: verdict) }
    }
    for order in [Self.order, Self.changed(Self.order) { $0.kind = .limit(Price(units: 5)) }, Self.changed(Self.order) { $0.side = .sell }, Self.changed(Self.order) { $0.clientID = "d" }] {
      add { $0.append(order: order) }
    }
    #expect(Set(hashes).count == hashes.count)
  }

  @Test("The order of two records enters the hash")
  func order() {
    let one = Self.hash { $0.append(prediction: Self.prediction); $0.append(trade: Self.trade, pointTime: Self.time) }
    let other = Self.hash { $0.append(trade: Self.trade, pointTime: Self.time); $0.append(prediction: Self.prediction) }
    #expect(one != other)
  }

  @Test("Repeated point times, impossible probabilities, orders, records and points are counted")
  func counts() {
    let records = HashingRecords()
    records.append(trade: Self.trade, pointTime: Self.time)
    records.append(trade: Self.trade, pointTime: Self.time)
    records.append(trade: Self.changed(Self.trade) { $0.instrument = InstrumentID(1) }, pointTime: Self.time)
    records.append(prediction: Self.changed(Self.prediction) { $0.probability = 1.5 })
    records.append(prediction: Self.changed(Self.prediction) { $0.probability = .nan })
    records.append(order: Self.order)
    #expect(records.repeatedTimes == 1 && records.improbable == 2 && records.orders == 1 && records.recordCount == 6 && records.pointCount == 5)
  }
}
