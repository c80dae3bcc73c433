/// Outputs of all operators of an instrument, one slot each; NaN where undefined, which no text format of numbers can carry: encoded as bit patterns.
struct SlotValues: Codable, Sendable {
  var values: [Double]

  init(count: Int) { values = Array(repeating: .nan, count: count) }

  init(from decoder: any Decoder) throws {
    values = try decoder.singleValueContainer().decode([UInt64].self).map { Double(bitPattern: $0) }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(values.map(\.bitPattern))
  }
}
