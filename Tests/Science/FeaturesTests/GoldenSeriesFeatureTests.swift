import Features
import Foundation
import TestSupport
import Testing

/// Every golden case of a series, of candles and of pairs, through the catalogue, cell by cell.
@Suite("Golden features of series, candles and pairs") struct GoldenSeriesFeatureTests {
  private struct Document: Decodable { var cases: [GoldenCase] }
  /// A cell whose reference is further from the exact value than its own tolerance; the exact value stands in wherever that very reference is found.
  private struct Correction: Decodable {
    var id: String
    var column: String
    var row: Int
    var reference: Double
    var value: Double
    var why: String
  }
  /// What was computed: numbers (NaN is empty) and words.
  private struct Columns {
    var numbers: [String: [Double]] = [:]
    var words: [String: [String?]] = [:]
  }
  private static let roles: [String: Set<String>] = [
    "series": ["ts", "x"], "pair": ["x", "y"], "ohlcv": ["ts", "x", "open", "high", "low", "close", "volume"],
  ]
  /// The kinds of the other golden suite; what is neither here nor there is found.
  private static let elsewhere: Set = ["trades", "book", "book_updates", "events"]

  @Test("every case of the kinds that series and candles have") func cases() throws {
    let files = try GoldenFiles("features")
    // Ours, beside the cases that are kept here: cases from elsewhere bring none.
    let corrections = try JSONDecoder().decode(
      [Correction].self, from: Data(contentsOf: RepositoryRoot.url.appendingPathComponent("datasets/golden/features/corrections.json")))
    var compared = 0
    var values = 0
    var corrected = 0
    for golden in try files.decode(Document.self, from: "cases.json").cases where !Self.elsewhere.contains(golden.input.kind) {
      #expect(golden.unknown.isEmpty, "\(golden.id): unknown keys \(golden.unknown)")
      let roles = try #require(Self.roles[golden.input.kind], "\(golden.id): no input is of kind \(golden.input.kind)")
      let strange = Set(golden.input.columns.keys).subtracting(roles)
      #expect(strange.isEmpty, "\(golden.id): unknown columns \(strange)")
      let input = GoldenSeriesInput(columns: golden.input.columns, table: try GoldenTable(files, golden.input.file))
      let cells = corrections.filter { $0.id == golden.id }
      values += try compare(golden, try compute(golden, input), with: try GoldenTable(files, golden.outputs.file), cells)
      corrected += cells.count
      compared += 1
    }
    print("golden features/corrections.json: \(corrected) cells compared with the exact value in place of the reference's")
    try files.report("cases.json series", cases: compared, values: values)
  }

  private func build<Observation: Sendable>(_ golden: GoldenCase, over: Observation.Type) throws -> any FeatureOperator<Observation> {
    var parameters = CalculatorParameters(golden.parameters, scale: GoldenSeriesInput.scale)
    let type = try #require(OperatorCatalogue.type(named: golden.calculator, over: over), "\(golden.id): no operator is called \(golden.calculator)")
    let state: any FeatureOperator<Observation> = try type.init(&parameters)
    #expect(parameters.left.isEmpty, "\(golden.id): unknown parameters \(parameters.left)")
    return state
  }

  private func compute(_ golden: GoldenCase, _ input: GoldenSeriesInput) throws -> Columns {
    switch (golden.input.kind, golden.outputs.alignment) {
    case ("ohlcv", "table"):
      if golden.calculator == CandleGapFiller.calculator { return try gaps(golden, try input.bars()) }
      let state = try #require(try build(golden, over: Bar.self) as? BulkVolumeSynchronisedPIN, "\(golden.id): no table is known of \(golden.calculator)")
      return buckets(state, try input.bars())
    case ("series", "row"): return rows(try build(golden, over: SeriesPoint.self), try input.series()) { $0.time }
    case ("ohlcv", "row"):
      if golden.input.columns["x"] != nil { return rows(try build(golden, over: SeriesPoint.self), try input.series()) { $0.time } }
      return rows(try build(golden, over: Bar.self), try input.bars()) { $0.time }
    case ("pair", "row"): return rows(try build(golden, over: PairPoint.self), try input.pairs()) { _ in 0 }
    default:
      Issue.record("\(golden.id): \(golden.input.kind) aligned by \(golden.outputs.alignment) is not known")
      return Columns()
    }
  }

  /// One output row an observation; one that the operator refuses gives nothing.
  private func rows<Observation>(
    _ start: some FeatureOperator<Observation>, _ observations: [Observation], _ time: (Observation) -> Int64
  ) -> Columns {
    var state = start
    let names = state.outputs
    var columns = Columns(numbers: Dictionary(uniqueKeysWithValues: names.map { ($0, []) }))
    var values = [Double](repeating: .nan, count: names.count)
    for observation in observations {
      for index in values.indices { values[index] = .nan }
      if state.update(observation) {
        var span = values.mutableSpan
        state.write(at: time(observation), into: &span)
      }
      for (index, name) in names.enumerated() { columns.numbers[name]?.append(values[index]) }
    }
    return columns
  }

  private func buckets(_ start: BulkVolumeSynchronisedPIN, _ bars: [Bar]) -> Columns {
    var state = start
    var buckets: [BulkVolumeSynchronisedPIN.Bucket] = []
    for bar in bars { _ = state.update(bar) { buckets.append($0) } }
    return Columns(numbers: [
      "ts": buckets.map { Double($0.time) }, "buy": buckets.map(\.buy), "sell": buckets.map(\.sell), "vpin": buckets.map(\.vpin),
    ])
  }

  private func gaps(_ golden: GoldenCase, _ bars: [Bar]) throws -> Columns {
    var parameters = CalculatorParameters(golden.parameters, scale: GoldenSeriesInput.scale)
    var filler = try CandleGapFiller(&parameters)
    #expect(parameters.left.isEmpty, "\(golden.id): unknown parameters \(parameters.left)")
    var rows: [CandleGapFiller.Row] = []
    for bar in bars { _ = filler.update(bar) { rows.append($0) } }
    let bars = rows.map(\.bar)
    return Columns(
      numbers: [
        "open_ts": bars.map { Double($0.time) }, "open": bars.map(\.open), "high": bars.map(\.high), "low": bars.map(\.low),
        "close": bars.map(\.close), "volume": bars.map(\.volume), "ratio": rows.map(\.ratio),
        "missing": rows.map { $0.missing.map(Double.init) ?? .nan }, "synthetic": rows.map { $0.isSynthetic ? 1 : 0 },
      ], words: ["class": rows.map { $0.gap?.rawValue }])
  }

  private func compare(_ golden: GoldenCase, _ computed: Columns, with expected: GoldenTable, _ corrections: [Correction]) throws -> Int {
    let names = Set(computed.numbers.keys).union(computed.words.keys)
    #expect(names == Set(golden.outputs.columns), "\(golden.id): \(names.sorted()) is not what is asked for")
    #expect(Set(expected.columns.keys) == Set(golden.outputs.columns), "\(golden.id): columns of the expected table")
    var values = 0
    for name in golden.outputs.columns {
      if let words = computed.words[name] {
        #expect(words == expected.columns[name], "\(golden.id).\(name)")
        values += words.count
        continue
      }
      var wanted = try #require(expected.numbers(name), "\(golden.id) has no column \(name)")
      for cell in corrections where cell.column == name && wanted.indices.contains(cell.row) && wanted[cell.row] == cell.reference {
        #expect(!cell.why.isEmpty, "\(golden.id): a correction says why")
        wanted[cell.row] = cell.value
      }
      let got = try #require(computed.numbers[name], "\(golden.id).\(name): compared with nothing")
      #expect(got.count == wanted.count, "\(golden.id).\(name): \(got.count) rows, not \(wanted.count)")
      let warmUp = try #require(golden.warmUp[name], "\(golden.id) has no warm-up of \(name)")
      let first = got.firstIndex { !$0.isNaN }
      #expect(first == warmUp, "\(golden.id).\(name) is defined from row \(String(describing: first)), not \(String(describing: warmUp))")
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
