import Domain
import Foundation
import TestSupport
import Testing

@testable import Features

@Suite("Feature program") struct FeatureProgramTests {
  private var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return encoder
  }

  private var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return decoder
  }

  @Test("changes no vector before an event when that event changes, for every column of the default set", arguments: 1...4)
  func causality(seed: UInt64) {
    var market = SyntheticMarket(seed: seed)
    let events = market.events(3000)
    var other = SyntheticMarket(seed: seed &+ 1000)
    let cut = 2500
    let changed = Array(events[..<cut]) + other.events(500)
    var (left, right) = (ProgramRun.fresh(), ProgramRun.fresh())
    let (rows, others) = (ProgramRun.rows(events, &left), ProgramRun.rows(changed, &right))
    #expect(Array(rows[..<cut]) == Array(others[..<cut]), "seed \(seed)")
    // What follows does change, in nearly every column: the property is not empty.
    let differing = ProgramRun.set.columns.indices.filter { column in (cut..<events.count).contains { rows[$0][column] != others[$0][column] } }
    #expect(differing.count > 55, "seed \(seed): \(ProgramRun.set.columns.indices.filter { !differing.contains($0) }.map { ProgramRun.set.columns[$0].name })")
  }

  @Test("marks exactly the columns without a number as missing, and keeps the ranges that the definitions state", arguments: 1...4)
  func masksAndRanges(seed: UInt64) {
    var market = SyntheticMarket(seed: seed, oddShare: 0.2)
    var program = ProgramRun.fresh()
    var vector = ProgramRun.vector()
    program.write(into: &vector)
    #expect(vector.present.count == 0 && vector.values.allSatisfy(\.isNaN))
    var seen: UInt128 = 0
    let ranges = program.set.columns.map { program.set.definitions[$0.definition].range }
    for event in market.events(6000) {
      ProgramRun.feed(event, to: &program)
      program.write(into: &vector)
      for column in vector.values.indices {
        let value = vector.values[column]
        #expect(vector.present.contains(column) == value.isFinite, "seed \(seed)")
        if let range = ranges[column], value.isFinite { #expect(range.contains(value), "seed \(seed): \(program.set.columns[column].name) is \(value)") }
      }
      seen |= vector.present.bits
      #expect(vector.schemaHash == program.set.schema.hash)
    }
    let never = program.set.columns.indices.filter { seen >> UInt128($0) & 1 == 0 }.map { program.set.columns[$0].name }
    #expect(never.isEmpty, "seed \(seed): \(never) never had a value")
    #expect(program.lateEvents > 0 && program.refusedEvents > 0)
  }

  @Test("writing is not an event: the same moment gives the same bits, however often it is asked", arguments: 1...3)
  func writingIsPure(seed: UInt64) {
    var market = SyntheticMarket(seed: seed)
    var (asked, silent) = (ProgramRun.fresh(), ProgramRun.fresh())
    var (vector, seldom) = (ProgramRun.vector(), ProgramRun.vector())
    for (step, event) in market.events(3000).enumerated() {
      ProgramRun.feed(event, to: &asked)
      ProgramRun.feed(event, to: &silent)
      asked.write(into: &vector)
      asked.write(into: &vector)
      guard step % 97 == 0 else { continue }
      silent.write(into: &seldom)
      let differing = zip(ProgramRun.bits(vector), ProgramRun.bits(seldom)).enumerated().filter { $0.element.0 != $0.element.1 }
      let names = differing.map { ProgramRun.set.columns[$0.offset].name }
      #expect(names.isEmpty && vector.present == seldom.present, "seed \(seed) event \(step): \(names)")
    }
  }

  @Test("goes on bit for bit after its state was encoded and decoded at any event", arguments: 1...3)
  func resumes(seed: UInt64) throws {
    var market = SyntheticMarket(seed: seed, oddShare: 0.15)
    let events = market.events(3000)
    var whole = ProgramRun.fresh()
    let expected = ProgramRun.rows(events, &whole)
    var random = SeededGenerator(seed: seed)
    var cuts = (0..<6).map { _ in Int(random.next() % 3000) }
    cuts.sort()
    var program = ProgramRun.fresh()
    var rows: [[UInt64]] = []
    var done = 0
    for cut in cuts + [events.count] {
      rows += ProgramRun.rows(Array(events[done..<cut]), &program)
      done = cut
      let data = try encoder.encode(program.snapshot)
      let snapshot = try decoder.decode(FeatureSnapshot.self, from: data)
      program = try FeatureProgram(set: ProgramRun.set, instrument: SyntheticMarket.instrument, id: InstrumentID(0), resuming: snapshot)
    }
    #expect(rows == expected, "seed \(seed): differs first at \(zip(rows, expected).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? -1)")
    #expect(program.lateEvents == whole.lateEvents && program.refusedEvents == whole.refusedEvents && program.staleValues == whole.staleValues)
  }

  @Test("refuses a state of another set, market or format") func refusesSnapshots() throws {
    let snapshot = ProgramRun.fresh().snapshot
    let other = ProgramRun.set(FeatureDefinition(key: "a", calculator: "ema", input: .mid, parameters: ["n": .integer(5)]))
    #expect(throws: Diagnostic.self) { try FeatureProgram(set: other, instrument: SyntheticMarket.instrument, id: InstrumentID(0), resuming: snapshot) }
    var market = SyntheticMarket.instrument
    market.priceDecimals = 2
    let damaged = String(decoding: try encoder.encode(snapshot), as: UTF8.self).replacing("\"widths\":[1]", with: "\"widths\":[9]")
    let read = try decoder.decode(FeatureSnapshot.self, from: Data(damaged.utf8))
    #expect(throws: Diagnostic.self) { try FeatureProgram(set: ProgramRun.set, instrument: SyntheticMarket.instrument, id: InstrumentID(0), resuming: read) }
    #expect(throws: Diagnostic.self) { try FeatureProgram(set: ProgramRun.set, instrument: market, id: InstrumentID(0), resuming: snapshot) }
  }

  @Test("every calculator in the program gives what the bare operator gives") func bare() throws {
    // One definition an input each; the observations are made here as the program should make them.
    let definitions = [
      FeatureDefinition(key: "m", calculator: "ema", input: .mid, parameters: ["n": .integer(5)]),
      FeatureDefinition(key: "p", calculator: "ema", input: .trades, parameters: ["n": .integer(5)]),
      FeatureDefinition(key: "c", calculator: "rsi", input: .candles(interval: 1_000_000_000, of: .mid, field: .high, against: .volume), parameters: ["n": .integer(4)]),
    ]
    let set = try FeatureSet(name: "t", version: 1, definitions: definitions)
    var program = try FeatureProgram(set: set, instrument: SyntheticMarket.instrument, id: InstrumentID(0))
    var vector = ProgramRun.vector(set)
    let scale = DecimalScale(priceDecimals: 1, quantityDecimals: 8)
    var parameters = CalculatorParameters(["n": .integer(5)], scale: scale)
    var mid = try ExponentialMovingAverage(&parameters)
    parameters = CalculatorParameters(["n": .integer(5)], scale: scale)
    var price = try ExponentialMovingAverage(&parameters)
    parameters = CalculatorParameters(["n": .integer(4)], scale: scale)
    var strength = try RelativeStrengthIndex(&parameters)
    var market = SyntheticMarket(seed: 3, oddShare: 0)
    var high: (cell: Int64, value: Int64)?
    func last(_ state: inout some FeatureOperator, _ now: Int64) -> UInt64 {
      var values = [Double.nan]
      var span = values.mutableSpan
      state.write(at: now, into: &span)
      return values[0].bitPattern
    }
    var bookSeen = false
    for event in market.events(2000) {
      ProgramRun.feed(event, to: &program)
      program.write(into: &vector)
      let now = event.time.nanoseconds
      var doubled: Int64?
      if case .trade(let trade) = event {
        _ = price.update(SeriesPoint(time: now, value: scale.price(trade.price.units)))
        if !bookSeen { doubled = 2 * trade.price.units }
      }
      if let top = SyntheticMarket.top(of: event) {
        if !bookSeen {
          bookSeen = true
          parameters = CalculatorParameters(["n": .integer(5)], scale: scale)
          mid = try ExponentialMovingAverage(&parameters)
          parameters = CalculatorParameters(["n": .integer(4)], scale: scale)
          strength = try RelativeStrengthIndex(&parameters)
          high = nil
        }
        doubled = top.doubledMid
      }
      if let candle = high, now / 1_000_000_000 > candle.cell {
        _ = strength.update(SeriesPoint(time: candle.cell * 1_000_000_000, value: scale.price(candle.value) / 2))
        high = nil
      }
      if let doubled {
        _ = mid.update(SeriesPoint(time: now, value: Double(doubled) / (2 * scale.pricePower)))
        high = (now / 1_000_000_000, max(doubled, high?.value ?? .min))
      }
      func same(_ column: Int, _ bits: UInt64) -> Bool {
        vector.values[column].bitPattern == bits || (vector.values[column].isNaN && Double(bitPattern: bits).isNaN)
      }
      #expect(same(0, last(&mid, now)) && same(1, last(&price, now)) && same(2, last(&strength, now)))
    }
  }

  @Test("definitions that differ only in outputs or form share an operator") func sharing() throws {
    func vwap(_ key: String, _ form: FeatureForm) -> FeatureDefinition {
      FeatureDefinition(key: key, calculator: "trade_vwap", input: .trades, parameters: ["window_ns": .integer(1000)], form: form)
    }
    let program = ProgramRun.fresh(ProgramRun.set(vwap("a", .raw), vwap("b", .distance)))
    #expect(program.operators == 1)
    #expect(ProgramRun.fresh().operators == ProgramRun.set.definitions.count)
  }

  @Test("an operator that says it does not read the time gives the same at any later time", arguments: 1...2)
  func readsTime(seed: UInt64) {
    // Written by the program on every event of another stream, or not: rows are the same. What is declared wrongly shows as a stale number.
    for type in OperatorCatalogue.all where !type.readsTime { check(type, seed) }
  }

  private func check<Operator: FeatureOperator>(_ type: Operator.Type, _ seed: UInt64) {
    guard var state = try? OperatorBench.make(type) else {
      Issue.record("no parameters for \(type.calculator)")
      return
    }
    var random = SeededGenerator(seed: seed)
    var time: Int64 = 1_767_225_600_000_000_000
    for _ in 0..<300 {
      time += Int64(random.next() % 900_000_000)
      guard let observation: Operator.Observation = OperatorBench.observation(at: time, &random) else { return }
      _ = state.update(observation)
      var now = Array(repeating: 0.0, count: state.outputs.count)
      var later = now
      var span = now.mutableSpan
      state.write(at: time, into: &span)
      var other = later.mutableSpan
      state.write(at: time + 7_200_000_000_000, into: &other)
      let equal = zip(now, later).allSatisfy { $0.0 == $0.1 || ($0.0.isNaN && $0.1.isNaN) }
      #expect(equal, "\(type.calculator)")
      if !equal { return }
    }
  }
}
