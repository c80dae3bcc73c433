import Domain
import Foundation
import TestSupport
import Testing
import Training

/// A golden case of a label, read so that nothing in it goes unseen.
struct LabelGoldenCase: Decodable {
  struct Input: Decodable {
    var kind: String
    var file: String
    var columns: [String: String]
  }
  struct Outputs: Decodable {
    var file: String
    var columns: [String]
    var alignment: String
  }
  struct Tolerance: Decodable {
    var abs: Double
    var rel: Double
  }
  struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
  enum Parameter: Decodable {
    case flag(Bool)
    case number(Double)
    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let flag = try? container.decode(Bool.self) { self = .flag(flag) } else { self = .number(try container.decode(Double.self)) }
    }
  }
  struct Row {
    var time: Int64
    var price: Int64
    var volatility: Double?
  }
  static let priceDecimals = 8

  var id: String
  var calculator: String
  var parameters: [String: Parameter]
  var input: Input
  var outputs: Outputs
  var tolerance: Tolerance
  var warmUp: [String: Int?]
  var unknown: [String]

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func key(_ name: String) -> Key { Key(stringValue: name) }
    id = try container.decode(String.self, forKey: key("id"))
    calculator = try container.decode(String.self, forKey: key("calculator"))
    // Calculators of other rooms have parameters of other kinds; they are not read.
    parameters = calculator.hasPrefix("label_") ? try container.decode([String: Parameter].self, forKey: key("parameters")) : [:]
    input = try container.decode(Input.self, forKey: key("input"))
    outputs = try container.decode(Outputs.self, forKey: key("outputs"))
    tolerance = try container.decode(Tolerance.self, forKey: key("tolerance"))
    warmUp = try container.decode([String: Int?].self, forKey: key("warm_up"))
    let known: Set = ["id", "calculator", "parameters", "input", "outputs", "warm_up", "tolerance", "reference", "definition", "note"]
    unknown = container.allKeys.map(\.stringValue).filter { !known.contains($0) }
  }

  /// The barriers that the parameters describe; every parameter is taken or the case fails.
  func barriers() throws -> TripleBarrier {
    var left = parameters
    func number(_ name: String) throws -> Double {
      guard case .number(let value)? = left.removeValue(forKey: name) else { throw ParameterMissing(name: name) }
      return value
    }
    func ratio(_ name: String) throws -> ExactRatio { try #require(ExactRatio(decimal: "\(try number(name))"), "\(id): \(name) is no decimal") }
    let horizon = Int64(try number("horizon_ns"))
    defer { #expect(left.isEmpty, "\(id): unknown parameters \(left.keys.sorted())") }
    switch calculator {
    case "label_threshold": return TripleBarrier(horizonNanoseconds: horizon, up: try ratio("threshold"), down: nil)
    case "label_forward_return": return TripleBarrier(horizonNanoseconds: horizon, up: nil, down: nil)
    case "label_triple_barrier":
      var byVolatility = false
      if case .flag(let flag)? = left.removeValue(forKey: "volatility") { byVolatility = flag }
      return TripleBarrier(horizonNanoseconds: horizon, up: try ratio("up"), down: try ratio("down"), isVolatilityMultiple: byVolatility)
    default:
      Issue.record("\(id): no label is called \(calculator)")
      throw ParameterMissing(name: calculator)
    }
  }

  struct ParameterMissing: Error { var name: String }

  static func table(_ golden: GoldenFiles, _ name: String) throws -> (columns: [String], rows: [[String: Substring]]) {
    let lines = String(decoding: try golden.data(name), as: UTF8.self).split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let names = lines[0].map(String.init)
    return (names, lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(names, $0)) })
  }

  /// The rows of the input, `nil` where the price is missing.
  func rows(_ golden: GoldenFiles) throws -> [Row?] {
    let strange = Set(input.columns.keys).subtracting(["ts", "price", "sigma"])
    #expect(strange.isEmpty, "\(id): unknown columns \(strange)")
    let time = try #require(input.columns["ts"])
    let price = try #require(input.columns["price"])
    let sigma = input.columns["sigma"]
    return try Self.table(golden, input.file).rows.map { row in
      let text = try #require(row[price])
      guard let time = row[time].flatMap({ Int64($0) }), let number = Double(text), number.isFinite else { return nil }
      let price = try DecimalText.parse(Array(text.utf8).span, scale: Self.priceDecimals)
      return Row(time: time, price: price, volatility: sigma.flatMap { row[$0] }.flatMap { Double($0) })
    }
  }
}
