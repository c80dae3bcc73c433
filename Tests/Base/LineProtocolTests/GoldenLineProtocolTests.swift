import Foundation
import LineProtocol
import TestSupport
import Testing

/// Every case of every file: the line byte for byte, read back bit for bit, and the refusals.
@Suite("line protocol against the golden values") struct GoldenLineProtocolTests {
  /// Of each client: lines that are the same text, lines that mean the same.
  typealias Tally = [String: [Int]]
  static let portable = PointEncoder(rules: .portable)

  /// Byte for byte and bit for bit: strings compare by canonical equivalence, doubles by value.
  static func same(_ left: Point, _ right: Point) -> Bool {
    func bytes(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }
    func texts(_ point: Point) -> [String] { [point.measurement] + point.tags.flatMap { [$0.key, $0.value] } + point.fields.map(\.key) }
    guard left.time == right.time, left.tags.count == right.tags.count, left.fields.count == right.fields.count,
      bytes(texts(left)) == bytes(texts(right))
    else { return false }
    return zip(left.fields, right.fields).allSatisfy { one, other in
      switch (one.value, other.value) {
      case (.float(let a), .float(let b)): a.bitPattern == b.bitPattern
      case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
      default: one.value == other.value
      }
    }
  }

  /// The same point whatever the order of its fields.
  static func sameMeaning(_ left: Point, _ right: Point) -> Bool {
    func sorted(_ point: Point) -> Point {
      var point = point.canonical
      point.fields.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      return point
    }
    return same(sorted(left), sorted(right))
  }

  @Test("writes, reads and refuses every case as the servers and the parser did") func cases() throws {
    let golden = try GoldenFiles("lineprotocol")
    for file in try golden.files(withExtension: "json") {
      let name = file.lastPathComponent
      let raw = try #require(try golden.object(name) as? [[String: Any]], "\(name) is no list of cases")
      for object in raw {
        let unknown = Set(object.keys).subtracting(GoldenPoint.keys)
        #expect(unknown.isEmpty, "\(name) \(object["id"] ?? "?"): keys that no comparison knows: \(unknown)")
      }
      let cases = try golden.decode([GoldenPoint].self, from: name)
      var values = 0
      var tally: Tally = [:]
      for golden in cases { values += try compare(golden, "\(name) \(golden.id)", &tally) }
      for (peer, counts) in tally.sorted(by: { $0.key < $1.key }) {
        print("golden \(name): \(peer) writes \(counts[0]) of \(cases.count) cases the same, \(counts[1]) otherwise with the same meaning")
        #expect(counts[0] + counts[1] > 0, "\(peer) was compared with nothing")
      }
      try golden.report(name, cases: cases.count, values: values)
    }
  }

  /// - Returns: how many values were compared.
  private func compare(_ golden: GoldenPoint, _ place: String, _ tally: inout Tally) throws -> Int {
    let point = try golden.point()
    guard let expected = golden.expected else { return try refuse(golden, point, place) }
    #expect(golden.mustReject == nil, "\(place): both a line and a reason to refuse")
    let logical = try #require(point, "\(place): a value that no type holds")
    #expect(try Self.portable.line(logical) == expected, "\(place)")
    #expect(Array(try Self.portable.line(logical).utf8) == Array(expected.utf8), "\(place)")
    let read = try PointParser.point(expected, rules: .portable)
    #expect(Self.same(read, logical.canonical), "\(place): read \(read)")
    var values = 2

    let unsigned = logical.fields.contains { if case .unsigned = $0.value { true } else { false } }
    switch golden.kind {
    case "portable": #expect(!unsigned && golden.influxdb.readback == "exact" && golden.influxdb.status == 204, "\(place)")
    case let kind where kind.hasPrefix("v2-only"):
      #expect(unsigned && golden.influxdb.status == 400, "\(place)")
      #expect(throws: LineProtocolError.unsigned, "\(place)") { try PointEncoder(rules: .strict).line(logical) }
    default: Issue.record("\(place): class \(golden.kind) is not known")
    }
    values += 1
    // What strict rules let through is the same line: they only refuse more.
    if let strict = try? PointEncoder(rules: .strict).line(logical) { #expect(strict == expected, "\(place)") }
    // What the peers' parser reads exactly, ours has read exactly above. Where it does not, the peer has lost a value that the server kept.
    if golden.lineProtocolParser != "exact" {
      print("\(place): line-protocol-parser says \(golden.lineProtocolParser), the server read it back")
    }
    values += 1
    values += try compare(peers: golden, logical, place, &tally)
    if golden.victoria.status == 204 { values += 1 }
    return values
  }

  /// A client's text is the same line, another spelling of the same point, or another point: each is found out by reading it.
  private func compare(peers golden: GoldenPoint, _ logical: Point, _ place: String, _ tally: inout Tally) throws -> Int {
    var compared = 0
    for (peer, text) in [
      ("influxdb-client", golden.influxdbClient), ("questdb", golden.questdb), ("influx-line-protocol", golden.influxLineProtocol),
    ] {
      guard let text, !text.isEmpty else { continue }
      compared += 1
      if text.utf8.elementsEqual(golden.expected!.utf8) {
        tally[peer, default: [0, 0]][0] += 1
        continue
      }
      guard let read = try? PointParser.point(text, rules: .portable) else { continue }
      // Read without an error it must be what it says: written again and read again it stays the same point.
      let again = try PointParser.point(Self.portable.line(read), rules: .portable)
      #expect(Self.same(again, read.canonical), "\(place): \(peer)")
      if Self.sameMeaning(read, logical) { tally[peer, default: [0, 0]][1] += 1 }
    }
    return compared
  }

  private func refuse(_ golden: GoldenPoint, _ point: Point?, _ place: String) throws -> Int {
    #expect(golden.mustReject != nil && golden.kind == "reject", "\(place): neither a line nor a reason")
    var values = 1
    if let point {
      for rules in EncodingRules.allCases {
        #expect(throws: LineProtocolError.self, "\(place) under \(rules)") { try PointEncoder(rules: rules).line(point) }
      }
      values += 1
    }
    // What a careless writer would have sent is not read as that point, or as any.
    if let naive = golden.naive {
      let read = try? PointParser.point(naive, rules: .portable)
      #expect(read == nil, "\(place): \(naive) was read as \(String(describing: read))")
      values += 1
    }
    if golden.influxdb.status == 400 { #expect(golden.influxdb.readback == nil || golden.influxdb.readback != "exact", "\(place)") }
    return values
  }
}
