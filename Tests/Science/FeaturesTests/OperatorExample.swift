import Features
import TestSupport
import Testing

/// A calculator with parameters, taken from the golden cases: what the laws run over is what the cases cover.
struct OperatorExample: Hashable, Sendable, CustomTestStringConvertible {
  var calculator: String
  var parameters: [String: CalculatorParameters.Value]
  var kind: String

  static let scale = DecimalScale(priceDecimals: 8, quantityDecimals: 8)

  var testDescription: String { "\(calculator) \(parameters.keys.sorted().map { "\($0): \(parameters[$0].map { "\($0)" } ?? "")" }.joined(separator: ", "))" }

  /// Every distinct one of series, candles and pairs.
  static func all() throws -> [OperatorExample] {
    struct Document: Decodable { var cases: [GoldenCase] }
    let kinds = ["series": "series", "ohlcv": "bars", "pair": "pairs"]
    let found = try GoldenFiles("features").decode(Document.self, from: "cases.json").cases.compactMap { golden -> OperatorExample? in
      guard let kind = kinds[golden.input.kind], golden.calculator != CandleGapFiller.calculator else { return nil }
      // A series may come from a column of a file of candles.
      let isSeries = kind == "series" || golden.input.columns["x"] != nil && kind != "pairs"
      return OperatorExample(calculator: golden.calculator, parameters: golden.parameters, kind: isSeries ? "series" : kind)
    }
    return Set(found).sorted { $0.testDescription < $1.testDescription }
  }

  /// May the laws' streams define it? They trade too little to fill a bucket of twenty million.
  var isReachable: Bool { parameters["bucket_volume"] != .integer(20_000_000) }

  func make<Observation: Sendable>(over: Observation.Type) throws -> any FeatureOperator<Observation> {
    var values = CalculatorParameters(parameters, scale: Self.scale)
    let type = try #require(OperatorCatalogue.type(named: calculator, over: over), "no operator is called \(calculator)")
    return try type.init(&values)
  }
}
