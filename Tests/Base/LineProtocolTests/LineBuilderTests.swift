import LineProtocol
import TestSupport
import Testing

@Suite("lines from pre-escaped keys") struct LineBuilderTests {
  private let series: SeriesKey
  private let price: FieldKey
  private let other: FieldKey

  init() throws {
    series = try SeriesKey(measurement: "tick", tags: [.init("symbol", "BTC/USD"), .init("exchange", "kraken")])
    price = try FieldKey("price")
    other = try FieldKey("a b")
  }

  @Test("are what the encoder writes for the same point, over seeds", arguments: 1...5) func same(_ seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    var builder = LineBuilder()
    var expected: [UInt8] = []
    for _ in 0..<200 {
      var point = PointDice.point(&dice)
      let time = point.time ?? 5
      point.time = time
      try PointEncoder().append(point, to: &expected)
      expected.append(10)
      builder.begin(try SeriesKey(measurement: point.measurement, tags: point.tags))
      for field in point.fields {
        let key = try FieldKey(field.key)
        switch field.value {
        case .float(let value): builder.field(key, value)
        case .integer(let value): builder.field(key, integer: value)
        case .boolean(let value): builder.field(key, value)
        case .string(let value): try builder.field(key, value)
        case .unsigned: Issue.record("strict rules know no unsigned integers")
        }
      }
      try builder.end(time: time)
    }
    #expect(builder.bytes == expected && builder.count == 200, "seed \(seed)")
  }

  @Test("leave out a float that has no text, and are refused without any field") func noText() throws {
    var builder = LineBuilder()
    builder.begin(series)
    builder.field(price, Double.nan)
    builder.field(price, Float.infinity)
    #expect(throws: LineProtocolError.noFields) { try builder.end(time: 1) }
    #expect(builder.bytes.isEmpty && builder.count == 0)
  }

  @Test("are taken back whole when a field or the time is refused") func takenBack() throws {
    var builder = LineBuilder(reserving: 256)
    builder.begin(series)
    builder.field(price, decimal: 4_528_520, scale: 2)
    builder.field(other, hexadecimal: 0x0123_4567_89ab_cdef)
    try builder.end(time: 7)
    let first = "tick,exchange=kraken,symbol=BTC/USD price=45285.2,a\\ b=\"0123456789abcdef\" 7\n"
    #expect(builder.bytes == Array(first.utf8))
    builder.begin(series)
    #expect(throws: LineProtocolError.controlCharacter(.fieldValue)) { try builder.field(price, "a\nb") }
    builder.begin(series)
    builder.field(price, 1.0)
    #expect(throws: LineProtocolError.timeOutOfRange) { try builder.end(time: .max) }
    #expect(builder.bytes == Array(first.utf8) && builder.count == 1)
    #expect(builder.take() == Array(first.utf8))
    #expect(builder.bytes.isEmpty && builder.count == 0)
  }

  @Test("need keys that can be written") func keys() {
    #expect(throws: LineProtocolError.reserved(.fieldKey)) { try FieldKey("time") }
    #expect(throws: LineProtocolError.duplicate(.tagKey)) { try SeriesKey(measurement: "m", tags: [.init("a", "1"), .init("a", "2")]) }
    #expect(throws: LineProtocolError.seriesTooLong(bytes: 70_001)) { try SeriesKey(measurement: String(repeating: "m", count: 70_001)) }
  }
}
