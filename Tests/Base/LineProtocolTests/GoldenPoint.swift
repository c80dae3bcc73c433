import LineProtocol

/// One case of the golden file: the logical point, its line, and what clients and servers made of it.
struct GoldenPoint: Decodable {
  static let keys: Set<String> = [
    "id", "measurement", "tags", "fields", "ts", "must_reject", "expected", "naive", "influxdb_client_py", "questdb_v1",
    "influx_line_protocol_py", "line_protocol_parser", "influxdb_1_6_7", "victoria_1_79_5", "class",
  ]

  struct Server: Decodable {
    var status: Int
    var readback: String?
  }

  /// Name, type, text (or a truth value), bits of a float.
  struct Field: Decodable {
    var key: String
    var type: String
    var text: String
    var bits: String?

    init(from decoder: any Decoder) throws {
      var parts = try decoder.unkeyedContainer()
      key = try parts.decode(String.self)
      type = try parts.decode(String.self)
      if let truth = try? parts.decode(Bool.self) { text = truth ? "true" : "false" } else { text = try parts.decode(String.self) }
      bits = try parts.decodeIfPresent(String.self)
    }

    /// The value, or `nil` when its type cannot hold it.
    func value() throws -> FieldValue? {
      switch type {
      case "f":
        guard let bits, let pattern = UInt64(bits, radix: 16) else { throw Unknown(what: "a float without its bits") }
        return .float(Double(bitPattern: pattern))
      case "i": return Int64(text).map(FieldValue.integer)
      case "u": return UInt64(text).map(FieldValue.unsigned)
      case "b": return .boolean(text == "true")
      case "s": return .string(text)
      default: throw Unknown(what: "field type \(type)")
      }
    }
  }

  struct Unknown: Error { var what: String }

  var id: String
  var measurement: String
  var tags: [[String]]
  var fields: [Field]
  var ts: String
  var mustReject: String?
  var expected: String?
  var naive: String?
  var influxdbClient: String?
  var questdb: String?
  var influxLineProtocol: String?
  var lineProtocolParser: String
  var influxdb: Server
  var victoria: Server
  var kind: String

  enum CodingKeys: String, CodingKey {
    case id, measurement, tags, fields, ts, expected, naive
    case mustReject = "must_reject"
    case influxdbClient = "influxdb_client_py"
    case questdb = "questdb_v1"
    case influxLineProtocol = "influx_line_protocol_py"
    case lineProtocolParser = "line_protocol_parser"
    case influxdb = "influxdb_1_6_7"
    case victoria = "victoria_1_79_5"
    case kind = "class"
  }

  /// The logical point, or `nil` when a field's type cannot hold its value.
  func point() throws -> Point? {
    guard let time = Int64(ts) else { return nil }
    var point = Point(measurement: measurement, fields: [], time: time)
    point.tags = tags.map { Point.Tag($0[0], $0[1]) }
    for field in fields {
      guard let value = try field.value() else { return nil }
      point.fields.append(.init(field.key, value))
    }
    return point
  }
}
