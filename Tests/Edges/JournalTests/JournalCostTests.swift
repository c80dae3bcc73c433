import Domain
import Foundation
import TestSupport
import Testing

@testable import Journal

@Suite("what an append costs", .serialized, .timeLimit(.minutes(2))) struct JournalCostTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func writer() throws -> JournalWriter {
    let writer = try JournalWriter.open(folder.path, options: JournalOptions(segmentBytes: 64 << 20, sync: .never))
    try writer.stateAll()
    return writer
  }

  /// One tick's records: book, trade, features, prediction, outcome.
  private struct Tick {
    var book = BookTop(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 5))
    var features = FeatureVector(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 5), schema: RecordDice.schema)
    let trade = Trade(
      instrument: InstrumentID(0), time: Timestamp(nanoseconds: 5), id: 1, price: Price(units: 6_000_012), quantity: Quantity(units: 77),
      side: .buy)
    let prediction = Prediction(
      instrument: InstrumentID(0), time: Timestamp(nanoseconds: 5), model: 0, schemaHash: 1, margin: -1, probability: 0.25,
      doubledMid: 12_000_024)

    init() {
      for level in 0..<10 {
        book.appendBid(BookLevel(price: Price(units: Int64(6_000_000 - level * 7)), quantity: Quantity(units: 123_456)))
        book.appendAsk(BookLevel(price: Price(units: Int64(6_000_010 + level * 7)), quantity: Quantity(units: 654_321)))
      }
      for index in 0..<32 { features.set(index, Double(index) * 0.1) }
    }

    func append(to writer: JournalWriter) throws(Diagnostic) {
      try writer.append(trade: trade, pointTime: trade.time)
      try writer.append(book: book, pointTime: book.time)
      try writer.append(features: features, asPoint: false)
      try writer.append(prediction: prediction)
      try writer.append(outcome: Outcome(prediction: prediction, happened: true, resolved: trade.time))
    }
  }

  @Test("no memory in steady state") func allocations() throws {
    let writer = try writer()
    let tick = Tick()
    for _ in 0..<100 { try tick.append(to: writer) }
    var failure: Diagnostic?
    let made = AllocationCounter.count {
      do throws(Diagnostic) {
        for _ in 0..<5000 { try tick.append(to: writer) }
      } catch {
        failure = error
      }
    }
    #expect(failure == nil && made == 0, "\(made.map(String.init) ?? "uncounted") blocks for 25,000 records")
    print("append: \(made.map(String.init) ?? "uncounted") blocks of heap for 25,000 records of five kinds")
    try writer.close()
  }

  @Test("at most a microsecond of processor time on average in release") func time() throws {
    let writer = try writer()
    let tick = Tick()
    for _ in 0..<1000 { try tick.append(to: writer) }
    let rounds = 20_000
    var best = Double.infinity
    for _ in 0..<3 {
      let start = CPUClock.thread()
      for _ in 0..<rounds { try writer.append(trade: tick.trade, pointTime: tick.trade.time) }
      best = min(best, Double(CPUClock.thread() - start) / Double(rounds))
    }
    var whole = Double.infinity
    for _ in 0..<3 {
      let start = CPUClock.thread()
      for _ in 0..<rounds / 10 { try tick.append(to: writer) }
      whole = min(whole, Double(CPUClock.thread() - start) / Double(rounds / 10))
    }
    try writer.close()
    #if DEBUG
      let bound = 1e6
    #else
      let bound = 1000.0
    #endif
    print("append: a trade \(Int(best)) ns, a tick of five records with ten levels and 32 features \(Int(whole)) ns, best of three")
    #expect(best < bound && whole < 10 * bound)
  }
}
