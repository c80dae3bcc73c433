import Domain
import Features
import TestSupport
import Testing

/// Every golden case of trades, books, book messages and merged quotes and trades, through the catalogue, cell by cell.
@Suite("Golden features of ticks") struct GoldenTickFeatureTests {
  private struct Document: Decodable { var cases: [GoldenCase] }
  private static let kinds: Set = ["trades", "book", "book_updates", "events"]
  private static let roles: [String: Set<String>] = [
    "trades": ["ts", "price", "quantity", "side", "x"], "book_updates": ["message", "ts", "kind", "side", "price", "quantity"],
    "events": ["ts", "type", "bid", "bid_quantity", "ask", "ask_quantity", "price", "quantity", "side"],
    "book": Set(["ts"] + ["bid", "ask"].flatMap { side in (1...10).flatMap { ["\(side)_\($0)", "\(side)_\($0)_quantity"] } }),
  ]

  @Test("every case of the kinds that ticks have") func cases() throws {
    let files = try GoldenFiles("features")
    var compared = 0
    var values = 0
    for golden in try files.decode(Document.self, from: "cases.json").cases where Self.kinds.contains(golden.input.kind) {
      // Labels are of another room: they look ahead.
      if golden.calculator.hasPrefix("label_") { continue }
      #expect(golden.unknown.isEmpty, "\(golden.id): unknown keys \(golden.unknown)")
      let strange = Set(golden.input.columns.keys).subtracting(Self.roles[golden.input.kind] ?? [])
      #expect(strange.isEmpty, "\(golden.id): unknown columns \(strange)")
      let input = TickGoldenInput(columns: golden.input.columns, table: try GoldenTable(files, golden.input.file))
      let computed = try compute(golden, input)
      values += try compare(golden, computed, with: try GoldenTable(files, golden.outputs.file))
      compared += 1
    }
    try files.report("cases.json ticks", cases: compared, values: values)
  }

  private func build<Observation: Sendable>(_ golden: GoldenCase, over: Observation.Type) throws -> any FeatureOperator<Observation> {
    var parameters = CalculatorParameters(golden.parameters, scale: TickGoldenInput.scale)
    let type = try #require(OperatorCatalogue.type(named: golden.calculator, over: over), "\(golden.id): no operator is called \(golden.calculator)")
    let state: any FeatureOperator<Observation> = try type.init(&parameters)
    #expect(parameters.left.isEmpty, "\(golden.id): unknown parameters \(parameters.left)")
    return state
  }

  private func compute(_ golden: GoldenCase, _ input: TickGoldenInput) throws -> TickGoldenRun.Columns {
    switch (golden.input.kind, golden.outputs.alignment) {
    case ("trades", "table"):
      if golden.calculator == CandleBuilder.calculator {
        var parameters = CalculatorParameters(golden.parameters, scale: TickGoldenInput.scale)
        let builder = try CandleBuilder(&parameters)
        #expect(parameters.left.isEmpty, "\(golden.id): unknown parameters \(parameters.left)")
        return TickGoldenRun.candles(builder, try input.trades)
      }
      let state = try #require(try build(golden, over: TradePoint.self) as? VolumeSynchronisedPIN, "\(golden.id): no table is known of \(golden.calculator)")
      return TickGoldenRun.buckets(state, try input.trades)
    case ("trades", "row"):
      if golden.input.columns["x"] != nil { return TickGoldenRun.rows(try build(golden, over: SeriesPoint.self), try input.series) { $0.time } }
      return TickGoldenRun.rows(try build(golden, over: TradePoint.self), try input.trades) { $0.time }
    case ("book", "row"): return TickGoldenRun.rows(try build(golden, over: BookTop.self), try input.books) { $0.time.nanoseconds }
    case ("book_updates", "message"):
      return TickGoldenRun.rows(try build(golden, over: BookTop.self), try input.updatedBooks) { $0.time.nanoseconds }
    case ("events", "row"):
      let state = try build(golden, over: QuotedTrade.self)
      if let spreads = state as? TradeSpreads { return TickGoldenRun.spreads(spreads, try input.events) }
      let events = try input.events
      // The table gives a row's own answer, the operator that of the latest trade: on a quote the table has none.
      return TickGoldenRun.rows(state, events) { event in
        switch event {
        case .quote(let time, _, _): time
        case .trade(let trade): trade.time
        }
      }.mapValues { column in zip(column, events).map { value, event in if case .trade? = event { value } else { .nan } } }
    default:
      Issue.record("\(golden.id): \(golden.input.kind) aligned by \(golden.outputs.alignment) is not known")
      return [:]
    }
  }

  private func compare(_ golden: GoldenCase, _ computed: TickGoldenRun.Columns, with expected: GoldenTable) throws -> Int {
    #expect(Set(computed.keys) == Set(golden.outputs.columns), "\(golden.id): \(computed.keys.sorted()) is not what is asked for")
    #expect(Set(expected.columns.keys) == Set(golden.outputs.columns), "\(golden.id): columns of the expected table")
    var values = 0
    for name in golden.outputs.columns {
      let wanted = try #require(expected.numbers(name), "\(golden.id) has no column \(name)")
      let got = try #require(computed[name], "\(golden.id).\(name): compared with nothing")
      #expect(got.count == wanted.count, "\(golden.id).\(name): \(got.count) rows, not \(wanted.count)")
      let warmUp = try #require(golden.warmUp[name], "\(golden.id) has no warm-up of \(name)")
      #expect(got.firstIndex { !$0.isNaN } == warmUp, "\(golden.id).\(name) is defined from row \(String(describing: got.firstIndex { !$0.isNaN }))")
      var wrong = 0
      for (row, (value, wanted)) in zip(got, wanted).enumerated() {
        values += 1
        let isRight =
          if let wanted { abs(value - wanted) <= golden.tolerance.abs + golden.tolerance.rel * abs(wanted) } else { value.isNaN }
        if !isRight {
          wrong += 1
          if wrong <= 3 { Issue.record("\(golden.id).\(name) row \(row): \(value), not \(wanted.map { "\($0)" } ?? "empty")") }
        }
      }
      #expect(wrong == 0, "\(golden.id).\(name): \(wrong) cells differ")
    }
    return values
  }
}
