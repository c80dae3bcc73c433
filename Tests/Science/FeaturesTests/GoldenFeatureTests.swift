import Domain
import Foundation
import TestSupport
import Testing

@testable import Features

/// The operators of this room that compute what a golden calculator defines, against its values.
///
/// A calculator's columns that no operator here gives are named in `elsewhere`; a case of a calculator that none here computes is counted and said.
@Suite("Golden feature values") struct GoldenFeatureTests {
  private struct Document: Decodable { var cases: [Header] }
  private struct Header: Decodable {
    var id: String
    var calculator: String
  }
  /// Cases of the calculators below have numbers as parameters only.
  private struct Cases: Decodable {
    var cases: [GoldenCase?]
    init(from decoder: any Decoder) throws {
      enum Key: CodingKey { case cases }
      var list = try decoder.container(keyedBy: Key.self).nestedUnkeyedContainer(forKey: .cases)
      cases = []
      while !list.isAtEnd { cases.append(try list.decode(Lenient.self).value) }
    }
    private struct Lenient: Decodable {
      var value: GoldenCase?
      init(from decoder: any Decoder) throws { value = try? GoldenCase(from: decoder) }
    }
  }

  /// Columns of a computed calculator that belong to what this room does not have: sums beside the ratio, deeper levels.
  private static let elsewhere: [String: Set<String>] = [
    "trade_intensity": ["volume"], "volume_delta": ["buy", "sell", "delta"], "depth_imbalance": ["bid_depth", "ask_depth"],
    "book_spread": ["absolute", "percent"], "microprice": ["microprice"],
  ]
  /// Calculators of the definitions that no operator here computes.
  private static let notComputed: Set<String> = [
    "sma", "ema", "wma", "wilder", "bollinger", "roc", "momentum", "lagged_returns", "true_range", "atr", "atr_ema", "rolling", "volatility_ratio",
    "ewma_volatility", "ewma_time", "realised_variance", "parkinson", "garman_klass", "rogers_satchell", "yang_zhang", "hurst_rs", "hurst_diffusion",
    "fractal_dimension_higuchi", "autocorrelation", "vwap_bars", "williams_r", "cci", "obv", "accumulation_distribution", "mfi", "volume_oscillator",
    "pmo", "kama", "stochastic", "adx", "amihud", "bar_shape", "time_of_day", "correlation", "ewma_correlation", "kyle_lambda", "tick_rule", "lee_ready",
    "trade_spreads", "candles", "candle_gaps", "vpin", "impact_spread", "label_threshold", "label_forward_return", "label_triple_barrier",
  ]

  @Test("every case of a calculator that this room computes") func cases() throws {
    let files = try GoldenFiles("features")
    let headers = try files.decode(Document.self, from: "cases.json").cases
    let cases = try files.decode(Cases.self, from: "cases.json").cases
    var compared = 0
    var values = 0
    var left: [String: Int] = [:]
    for (header, golden) in zip(headers, cases) {
      if Self.notComputed.contains(header.calculator) {
        left[header.calculator, default: 0] += 1
        continue
      }
      let golden = try #require(golden, "\(header.id) could not be read")
      guard let computed = try compute(golden, files) else {
        left["\(header.calculator) \(golden.parameters.keys.sorted().joined(separator: " "))", default: 0] += 1
        continue
      }
      let expected = try GoldenTable(files, golden.outputs.file)
      let covered = Set(computed.keys).union(Self.elsewhere[golden.calculator] ?? [])
      // Deeper levels of the flow belong to no operator yet: the first level is what it has.
      let open = golden.outputs.columns.filter { !covered.contains($0) && !(golden.calculator == "order_flow_imbalance" && !$0.hasSuffix("_1")) }
      #expect(open.isEmpty, "\(golden.id): \(open) compared with nothing")
      compared += 1
      for (column, got) in computed {
        let wanted = try #require(expected.numbers(column), "\(golden.id) has no column \(column)")
        #expect(got.count == wanted.count, "\(golden.id).\(column): \(got.count) rows, not \(wanted.count)")
        for (row, (got, wanted)) in zip(got, wanted).enumerated() {
          values += 1
          guard let wanted else {
            #expect(got == nil, "\(golden.id).\(column) row \(row): \(String(describing: got)) where nothing is defined")
            continue
          }
          let value = got ?? .nan
          #expect(abs(value - wanted) <= golden.tolerance.abs + golden.tolerance.rel * abs(wanted), "\(golden.id).\(column) row \(row): \(value), not \(wanted)")
        }
      }
    }
    if !left.isEmpty { print("not computed by this room: " + left.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")) }
    try files.report("cases.json", cases: compared, values: values)
  }

  /// The columns this room computes for a case; `nil` when no operator here has its kind of window.
  private func compute(_ golden: GoldenCase, _ files: GoldenFiles) throws -> [String: [Double?]]? {
    let table = try GoldenTable(files, golden.input.file)
    func integer(_ name: String) throws -> Int { Int(try #require(golden.parameters[name], "\(golden.id) lacks \(name)")) }
    func column(_ role: String) throws -> String { try #require(golden.input.columns[role], "\(golden.id) has no column for \(role)") }
    switch golden.calculator {
    case "rsi":
      var index = RelativeStrengthIndex(period: try integer("n"))
      let values = try #require(table.numbers(try column("x")))
      return ["rsi": values.map { value in value.flatMap { $0.isFinite ? $0 : nil }.flatMap { index.update($0); return index.value } }]
    case "macd":
      var average = MACD(fast: try integer("fast"), slow: try integer("slow"), signal: try integer("signal"))
      let values = try #require(table.numbers(try column("x")))
      let outputs = values.map { value in value.flatMap { $0.isFinite ? $0 : nil }.flatMap { average.update($0); return average.value } }
      return ["macd": outputs.map { $0?.line }, "macd_signal": outputs.map { $0?.signal }, "macd_histogram": outputs.map { $0?.histogram }]
    case "return_over": return try returnOver(golden, table)
    case "trade_intensity", "volume_delta", "trade_vwap": return try trades(golden, table)
    case "order_flow_imbalance", "microprice", "depth_imbalance", "book_spread":
      return try GoldenBooks.compute(golden, table)
    default:
      Issue.record("\(golden.id): no calculator is called \(golden.calculator)")
      return nil
    }
  }

  private func returnOver(_ golden: GoldenCase, _ table: GoldenTable) throws -> [String: [Double?]] {
    var operatorUnderTest = MidReturn(horizon: Int64(try #require(golden.parameters["horizon_ns"])))
    let times = try #require(try table.units("ts", scale: 0))
    let values = try #require(table.numbers("x"))
    var latest = Int64.min
    return [
      "return": zip(times, values).map { time, value in
        guard let time, let value, value.isFinite, time >= latest else { return nil }
        latest = time
        let units = Int64((value * 1e6).rounded())
        operatorUnderTest.update(doubledMid: units, at: time)
        return operatorUnderTest.value(doubledMid: units, at: time).map { expm1($0) }
      }
    ]
  }

  private func trades(_ golden: GoldenCase, _ table: GoldenTable) throws -> [String: [Double?]]? {
    let times = try #require(try table.units("ts", scale: 0))
    // A quantity of the edge file is no number: such a row is no observation.
    let quantities = try #require(table.numbers("quantity"))
    let prices = try #require(table.numbers("price"))
    let sides = try #require(table.columns["side"])
    var latest = Int64.min
    func admitted(_ row: Int, _ needed: Double?...) -> Int64? {
      guard let time = times[row], needed.allSatisfy({ $0?.isFinite == true }), time >= latest else { return nil }
      latest = time
      return time
    }
    let rows = 0..<table.count
    switch golden.calculator {
    case "trade_intensity":
      var intensity = TradeIntensity(tau: Int64(try #require(golden.parameters["tau_ns"])))
      return [
        "count": rows.map { row in
          guard let time = admitted(row, quantities[row]) else { return nil }
          intensity.update(at: time)
          return intensity.value(at: time)
        }
      ]
    case "volume_delta":
      guard let window = golden.parameters["window_ns"] else { return nil }
      var imbalance = TradeImbalance(window: Int64(window))
      return [
        "imbalance": rows.map { row in
          guard let side = Side.allCases.first(where: { $0.text == sides[row] }), let time = admitted(row, quantities[row]) else { return nil }
          imbalance.update(quantity: Quantity(units: Int64(((quantities[row] ?? 0) * 1e8).rounded())), side: side, at: time)
          return imbalance.value(at: time)
        }
      ]
    default:
      guard let window = golden.parameters["window_ns"] else { return nil }
      var deviation = VWAPDeviation(window: Int64(window))
      return [
        "vwap": rows.map { row in
          guard let time = admitted(row, prices[row], quantities[row]) else { return nil }
          deviation.update(
            price: Price(units: Int64(((prices[row] ?? 0) * 1e6).rounded())), quantity: Quantity(units: Int64(((quantities[row] ?? 0) * 1e8).rounded())), at: time)
          return deviation.average(at: time).map { $0 / 1e6 }
        }
      ]
    }
  }
}
