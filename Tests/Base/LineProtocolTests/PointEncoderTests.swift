import LineProtocol
import TestSupport
import Testing

@Suite("a point as a line") struct PointEncoderTests {
  static let one = [Point.Field("f", .float(1))]

  @Test("sorts tags by key bytes, leaves empty ones out, keeps the fields' order") func order() throws {
    let point = Point(
      measurement: "tick",
      tags: [.init("symbol", "BTC/USD"), .init("Z", "1"), .init("empty", ""), .init("ä", "2"), .init("exchange", "kraken")],
      fields: [
        .init("price", .float(45285.2)), .init("id", .integer(-7)), .init("alarm", .boolean(false)), .init("note", .string("a \"b\"\\")),
      ],
      time: 1_700_000_000_000_000_001)
    #expect(
      try PointEncoder().line(point)
        == #"tick,Z=1,exchange=kraken,symbol=BTC/USD,ä=2 price=45285.2,id=-7i,alarm=false,note="a \"b\"\\" 1700000000000000001"#)
  }

  @Test("escapes comma, space and equals where they would end a name, and nothing else") func escaping() throws {
    let point = Point(measurement: "a,b c=d\"e", tags: [.init("k,=  ", "v,= \"#")], fields: [.init("f,= \"", .string(",= "))])
    #expect(try PointEncoder().line(point) == ##"a\,b\ c=d"e,k\,\=\ \ =v\,\=\ "# f\,\=\ "=",= ""##)
  }

  @Test("leaves the time to the server when there is none") func noTime() throws {
    #expect(try PointEncoder().line(Point(measurement: "m", fields: Self.one)) == "m f=1")
  }

  @Test(
    "is refused by code",
    arguments: [
      (Point(measurement: "", fields: one), LineProtocolError.empty(.measurement)),
      (Point(measurement: "m", tags: [.init("", "v")], fields: one), .empty(.tagKey)),
      (Point(measurement: "m", fields: [.init("", .float(1))]), .empty(.fieldKey)),
      (Point(measurement: "m", fields: []), .noFields),
      (Point(measurement: "_m", fields: one), .reserved(.measurement)),
      (Point(measurement: "m", tags: [.init("_t", "v")], fields: one), .reserved(.tagKey)),
      (Point(measurement: "m", tags: [.init("time", "v")], fields: one), .reserved(.tagKey)),
      (Point(measurement: "m", fields: [.init("time", .float(1))]), .reserved(.fieldKey)),
      (Point(measurement: "#m", fields: one), .unwritableStart),
      (Point(measurement: "a\u{7f}", fields: one), .controlCharacter(.measurement)),
      (Point(measurement: "m", tags: [.init("t", "a\nb")], fields: one), .controlCharacter(.tagValue)),
      (Point(measurement: "m", fields: [.init("s", .string("a\nb"))]), .controlCharacter(.fieldValue)),
      (Point(measurement: "m", fields: [.init("s", .string("a\0b"))]), .controlCharacter(.fieldValue)),
      (Point(measurement: "m\\", fields: one), .backslash(.measurement)),
      (Point(measurement: "m", tags: [.init("t", "a\\b")], fields: one), .backslash(.tagValue)),
      (Point(measurement: "m", tags: [.init("t", "1"), .init("t", "2")], fields: one), .duplicate(.tagKey)),
      (Point(measurement: "m", fields: one + one), .duplicate(.fieldKey)),
      (Point(measurement: "m", fields: [.init("f", .float(.nan))]), .notFinite),
      (Point(measurement: "m", fields: [.init("f", .float(-.infinity))]), .notFinite),
      (Point(measurement: "m", fields: [.init("u", .unsigned(1))]), .unsigned),
      (Point(measurement: "m", fields: one, time: .max), .timeOutOfRange),
      (Point(measurement: "m", fields: one, time: .min), .timeOutOfRange),
    ])
  func refusals(_ point: Point, _ error: LineProtocolError) {
    #expect(throws: error) { try PointEncoder().line(point) }
    #expect(!error.reason.isEmpty)
    // After a refusal the bytes are as they were.
    var bytes = Array("before".utf8)
    #expect(throws: error) { try PointEncoder().append(point, to: &bytes) }
    #expect(bytes == Array("before".utf8))
  }

  @Test("is refused when it is longer than a server keeps, by a byte") func tooLong() throws {
    func tagged(_ count: Int) -> Point {
      Point(measurement: "m", tags: [.init("t", String(repeating: "x", count: count))], fields: Self.one)
    }
    // The server's key is the series, a separator of four bytes, and the field's name.
    #expect(throws: LineProtocolError.seriesTooLong(bytes: 65_536)) { try PointEncoder().line(tagged(65_527)) }
    #expect(try PointEncoder().line(tagged(65_526)).utf8.count == 65_534)
    let string = Point(measurement: "m", fields: [.init("s", .string(String(repeating: "x", count: 65_536)))])
    #expect(throws: LineProtocolError.stringTooLong(bytes: 65_536)) { try PointEncoder().line(string) }
  }

  @Test("takes names that differ by bytes although they look the same") func canonicalEquivalence() throws {
    let point = Point(measurement: "m", fields: [.init("é", .integer(1)), .init("e\u{301}", .integer(2))])
    let read = try PointParser.point(PointEncoder().line(point))
    #expect(read.fields.count == 2)
  }

  @Test("is the naive twin's line, and reads back as the same point, over seeds", arguments: 1...10) func laws(_ seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    for step in 0..<100 {
      let point = PointDice.point(&dice)
      let line = try PointEncoder().line(point)
      #expect(line.utf8.elementsEqual(NaiveLine.line(point).utf8), "seed \(seed), step \(step): \(line)")
      let read = try PointParser.point(line)
      #expect(GoldenLineProtocolTests.same(read, point.canonical), "seed \(seed), step \(step): \(line)")
      #expect(try PointEncoder().line(read) == line, "seed \(seed), step \(step)")
    }
  }
}
