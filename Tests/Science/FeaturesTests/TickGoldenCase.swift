import Features

/// A golden case of trades, books or events, read so that nothing in it goes unseen: an unknown key is an error.
struct TickGoldenCase: Decodable {
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
  /// A parameter as `cases.json` writes it.
  struct Parameter: Decodable {
    var value: CalculatorParameters.Value
    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let flag = try? container.decode(Bool.self) {
        value = .flag(flag)
      } else if let integer = try? container.decode(Int64.self) {
        value = .integer(integer)
      } else if let number = try? container.decode(Double.self) {
        value = .number(number)
      } else if let list = try? container.decode([Int64].self) {
        value = .integers(list)
      } else {
        value = .text(try container.decode(String.self))
      }
    }
  }

  var id: String
  var calculator: String
  var parameters: [String: CalculatorParameters.Value]
  var input: Input
  var outputs: Outputs
  var warmUp: [String: Int?]
  var tolerance: Tolerance
  /// Keys that this reader does not know.
  var unknown: [String]

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func key(_ name: String) -> Key { Key(stringValue: name) }
    id = try container.decode(String.self, forKey: key("id"))
    calculator = try container.decode(String.self, forKey: key("calculator"))
    parameters = try container.decode([String: Parameter].self, forKey: key("parameters")).mapValues(\.value)
    input = try container.decode(Input.self, forKey: key("input"))
    outputs = try container.decode(Outputs.self, forKey: key("outputs"))
    warmUp = try container.decode([String: Int?].self, forKey: key("warm_up"))
    tolerance = try container.decode(Tolerance.self, forKey: key("tolerance"))
    let known: Set = ["id", "calculator", "parameters", "input", "outputs", "warm_up", "tolerance", "reference", "definition", "note"]
    unknown = container.allKeys.map(\.stringValue).filter { !known.contains($0) }
  }
}
