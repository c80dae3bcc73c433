import Domain
import Features
import TestSupport
import Testing

@Suite("Feature state") struct FeatureStateTests {
  static func fresh() -> FeatureState { FeatureState(set: .standard, instrument: SyntheticMarket.instrument, id: InstrumentID(0)) }
  static func vector() -> FeatureVector { FeatureVector(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 0), schema: FeatureSet.standard.schema) }

  static func feed(_ event: MarketEvent, to state: inout FeatureState) {
    if case .trade(let trade) = event { state.update(trade: trade) }
    if let top = SyntheticMarket.top(of: event) { state.update(book: top) }
  }

  static func bits(_ vector: FeatureVector) -> [UInt64] { vector.values.map(\.bitPattern) }

  @Test("equals the definitions computed from the whole history", arguments: 1...6)
  func twin(seed: UInt64) {
    var market = SyntheticMarket(seed: seed, bookShare: seed % 3 == 0 ? 0 : 0.6, oddShare: 0.15)
    var naive = NaiveFeatures()
    var state = Self.fresh()
    var vector = Self.vector()
    var compared = 0
    for (step, event) in market.events(1200).enumerated() {
      naive.update(event)
      Self.feed(event, to: &state)
      guard step % 7 == 0 || step < 60 else { continue }
      state.write(into: &vector)
      for (column, expected) in naive.values.enumerated() {
        let name = FeatureSet.standard.columns[column].name
        guard let expected else {
          #expect(!vector.present.contains(column) && vector.values[column].isNaN, "seed \(seed) event \(step): \(name) should be missing")
          continue
        }
        #expect(vector.present.contains(column), "seed \(seed) event \(step): \(name) is missing, \(expected) expected")
        // Basis points of a mid lose digits in the twin, whose differences of near prices cancel.
        let scale = max(abs(expected), column == 8 || column >= 15 ? 1 : 1e-9)
        #expect(abs(vector.values[column] - expected) <= 1e-9 * scale, "seed \(seed) event \(step): \(name) is \(vector.values[column]), not \(expected)")
        compared += 1
      }
    }
    #expect(compared > 1000)
    #expect(state.lateEvents > 0 && state.refusedEvents > 0, "the stream of seed \(seed) has odd events")
  }

  @Test("changes no vector before an event when that event changes", arguments: 1...4)
  func causality(seed: UInt64) {
    var market = SyntheticMarket(seed: seed)
    let events = market.events(400)
    var other = SyntheticMarket(seed: seed &+ 1000)
    let cut = 250
    let changed = Array(events[..<cut]) + other.events(150)
    func rows(_ events: [MarketEvent]) -> [[UInt64]] {
      var state = Self.fresh()
      var vector = Self.vector()
      return events.map { event in
        Self.feed(event, to: &state)
        state.write(into: &vector)
        return Self.bits(vector)
      }
    }
    let (left, right) = (rows(events), rows(changed))
    #expect(Array(left[..<cut]) == Array(right[..<cut]), "seed \(seed)")
    #expect(left[cut...] != right[cut...], "seed \(seed): what follows does change")
  }

  @Test("writing is not an event: the same moment gives the same bits, however often it is asked", arguments: 1...3)
  func writingIsPure(seed: UInt64) {
    var market = SyntheticMarket(seed: seed)
    var asked = Self.fresh()
    var silent = Self.fresh()
    var vector = Self.vector()
    for event in market.events(500) {
      Self.feed(event, to: &asked)
      Self.feed(event, to: &silent)
      asked.write(into: &vector)
      asked.write(into: &vector)
    }
    var last = Self.vector()
    silent.write(into: &last)
    #expect(Self.bits(vector) == Self.bits(last) && vector.present == last.present, "seed \(seed)")
  }

  @Test("marks exactly the columns without a number as missing", arguments: 1...3)
  func mask(seed: UInt64) {
    var market = SyntheticMarket(seed: seed, oddShare: 0.3)
    var state = Self.fresh()
    var vector = Self.vector()
    state.write(into: &vector)
    #expect(vector.present.count == 0 && vector.values.allSatisfy(\.isNaN))
    for event in market.events(600) {
      Self.feed(event, to: &state)
      state.write(into: &vector)
      for column in vector.values.indices { #expect(vector.present.contains(column) == vector.values[column].isFinite, "seed \(seed)") }
      #expect(vector.schemaHash == FeatureSet.standard.schema.hash)
    }
  }
}
