import LineProtocol
import TestSupport
import Testing

@Suite("a line as a point") struct PointParserTests {
  @Test("passes over empty lines, comments and carriage returns") func lines() throws {
    let text = "\n# a comment\r\nm,t=v f=1 10\r\n\r\nm f=2i\n#last"
    var parser = PointParser(Array(text.utf8))
    #expect(try parser.next() == Point(measurement: "m", tags: [.init("t", "v")], fields: [.init("f", .float(1))], time: 10))
    #expect(parser.line == 3)
    #expect(try parser.next() == Point(measurement: "m", fields: [.init("f", .integer(2))]))
    #expect(parser.line == 5)
    #expect(try parser.next() == nil)
  }

  @Test("reads every spelling of truth that servers take", arguments: ["t", "T", "true", "True", "TRUE"]) func truths(_ word: String) throws
  {
    #expect(try PointParser.point("m f=\(word)").fields[0].value == .boolean(true))
    let other = ["t": "f", "T": "F", "true": "false", "True": "False", "TRUE": "FALSE"][word]!
    #expect(try PointParser.point("m f=\(other)").fields[0].value == .boolean(false))
  }

  @Test(
    "reads floats of every form",
    arguments: [
      ("1", 1.0), ("1.", 1), (".5", 0.5), ("-.5", -0.5), ("1e3", 1000), ("1E-3", 0.001), ("1e+22", 1e22), ("-0", -0.0),
      ("5e-324", Double.leastNonzeroMagnitude),
      ("007", 7),
    ] as [(String, Double)])
  func floats(_ text: String, _ value: Double) throws {
    guard case .float(let read) = try PointParser.point("m f=\(text)").fields[0].value else {
      Issue.record("no float")
      return
    }
    #expect(read.bitPattern == value.bitPattern)
  }

  @Test(
    "refuses what is no number",
    arguments: [
      "nan", "NaN", "inf", "-inf", "1e309", "+5", "0x10", "1_000", "1e", "e5", "-", ".", "1.2.3", "--1", "tru", "i", "-i", "1.5i", "+1i",
      "9223372036854775808i",
      "-9223372036854775809i", "1u", "'a'",
    ])
  func noNumbers(_ text: String) {
    #expect(throws: LineProtocolError.self) { try PointParser.point("m f=\(text)") }
  }

  @Test(
    "says where a line is wrong",
    arguments: [
      ("m", LineProtocolError.malformed(.measurement, offset: 1)), ("m,t f=1", .malformed(.tagKey, offset: 3)),
      ("m,t=v", .malformed(.measurement, offset: 5)),
      ("m f", .malformed(.fieldKey, offset: 3)), ("m f=", .empty(.fieldValue)), ("m f=1 x", .malformed(.time, offset: 6)),
      ("m f=1 ", .malformed(.time, offset: 6)),
      ("m f=\"a", .malformed(.fieldValue, offset: 4)), ("m f=1 10 11", .malformed(.time, offset: 8)),
      ("m f=1\nm f=2", .malformed(.time, offset: 6)),
      ("m,t=v,t=w f=1", .duplicate(.tagKey)), ("m f=1,f=2", .duplicate(.fieldKey)), ("m  f=1", .empty(.fieldKey)),
      ("m,t= f=1", .empty(.tagValue)),
      ("m f=1 9223372036854775807", .timeOutOfRange),
    ])
  func refusals(_ line: String, _ error: LineProtocolError) {
    #expect(throws: error) { try PointParser.point(line) }
    if case .malformed(_, let offset) = error { #expect(error.offset == offset) }
  }

  @Test("refuses bytes that are no UTF-8") func invalid() {
    var parser = PointParser([109, 0xff, 32, 102, 61, 49])
    #expect(throws: LineProtocolError.invalidUTF8(.measurement, offset: 0)) { try parser.next() }
    var string = PointParser(Array("m f=\"".utf8) + [0xc3, 34])
    #expect(throws: LineProtocolError.invalidUTF8(.fieldValue, offset: 4)) { try string.next() }
  }

  @Test("goes on behind a bad line") func recovers() throws {
    var parser = PointParser(Array("m f=1 1\nbroken\nm f=3 3\n".utf8))
    #expect(try parser.next()?.time == 1)
    #expect(throws: LineProtocolError.self) { try parser.next() }
    #expect(try parser.next()?.time == 3)
    #expect(try parser.next() == nil)
  }

  @Test("never traps, loops or hands out what it could not write again, whatever the bytes", arguments: 1...10) func noise(_ seed: UInt64)
    throws
  {
    var dice = SeededGenerator(seed: seed)
    let alphabet = Array("mtf,= \\\"\n\r#0123456789.eiu-+_é".utf8) + [0, 9, 0xff]
    for step in 0..<120 {
      var bytes = Array(try PointEncoder().line(PointDice.point(&dice)).utf8) + [10]
      for _ in 0..<Int.random(in: 1...6, using: &dice) {
        let place = Int.random(in: 0..<bytes.count, using: &dice)
        switch Int.random(in: 0..<3, using: &dice) {
        case 0: bytes[place] = alphabet.randomElement(using: &dice)!
        case 1: bytes.insert(alphabet.randomElement(using: &dice)!, at: place)
        default: if bytes.count > 1 { bytes.remove(at: place) }
        }
      }
      for rules in EncodingRules.allCases {
        var parser = PointParser(bytes, rules: rules)
        var reads = 0
        var points: [Point] = []
        while true {
          reads += 1
          try #require(reads <= bytes.count + 2, "seed \(seed), step \(step): the reader does not come to its end")
          do {
            guard let read = try parser.next() else { break }
            points.append(read)
          } catch {}
        }
        for point in points {
          let again = try PointParser.point(PointEncoder(rules: rules).line(point), rules: rules)
          #expect(
            GoldenLineProtocolTests.same(again, point.canonical), "seed \(seed), step \(step): \(String(decoding: bytes, as: UTF8.self))")
        }
      }
    }
  }
}
