import Domain
import Foundation
import LineProtocol
import TestSupport
import Testing

@testable import Tables

@Suite("the line protocol reader") struct LineProtocolReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// All columns as text.
  static func table(_ reader: LineProtocolReader) throws -> [String: [String]] {
    var reader = reader
    var table: [String: [String]] = [:]
    while try reader.next() {
      for index in reader.names.indices {
        switch reader.column(index).values {
        case .numeric(let numbers): table[reader.names[index], default: []] += numbers.map(\.description)
        case .categorical(let codes, let texts): table[reader.names[index], default: []] += codes.map { $0 < 0 ? "" : texts[Int($0)] }
        }
      }
    }
    return table
  }

  @Test("makes a column of every tag and field; what a point lacks is missing")
  func one() throws {
    let path = try folder.write(
      "# a comment\ntick,symbol=BTC price=1.5,id=7i 1\n\ntick,symbol=ETH,side=buy price=2,up=true 2\ntick price=3,note=\"x y\"\n",
      to: "ticks.lp")
    let reader = try LineProtocolReader(path: path)
    #expect(reader.names == ["symbol", "price", "id", "side", "up", "note"])
    #expect(
      try Self.table(reader) == [
        "symbol": ["BTC", "ETH", ""], "price": ["1.5", "2.0", "3.0"], "id": ["7.0", "nan", "nan"], "side": ["", "buy", ""],
        "up": ["", "true", ""],
        "note": ["", "", "x y"],
      ])
    let chosen = try LineProtocolReader(path: path, options: .init(columns: ["id", "symbol"], categorical: ["id"]))
    #expect(try Self.table(chosen) == ["id": ["7.0", "", ""], "symbol": ["BTC", "ETH", ""]])
  }

  @Test("tells measurements apart by a column and by names, and reads one alone on request")
  func several() throws {
    let path = try folder.write("tick,s=a x=1\nbook,s=b x=2,s=3\n", to: "both.lp")
    let reader = try LineProtocolReader(path: path)
    #expect(reader.names == ["measurement", "tick.s", "tick.x", "book.s", "book.x", "book.s_1"])
    #expect(
      try Self.table(reader) == [
        "measurement": ["tick", "book"], "tick.s": ["a", ""], "tick.x": ["1.0", "nan"], "book.s": ["", "b"], "book.x": ["nan", "2.0"],
        "book.s_1": ["nan", "3.0"],
      ])
    #expect(try Self.table(LineProtocolReader(path: path, measurement: "book")) == ["s": ["b"], "x": ["2.0"], "s_1": ["3.0"]])
  }

  @Test("gives back what the encoder wrote, over blocks and 10 seeds")
  func roundTrip() throws {
    for seed in UInt64(0)..<10 {
      var generator = SeededGenerator(seed: seed)
      var text: [UInt8] = []
      var expected: [(tag: String, x: Double, n: Int64?)] = []
      let rows = seed == 0 ? 9000 : 50
      for _ in 0..<rows {
        let row = (
          tag: ["a b", "c,d", "e=f", "é"].randomElement(using: &generator) ?? "", x: generator.normal(),
          n: Bool.random(using: &generator) ? Int64(7) : nil
        )
        var fields: [Point.Field] = [.init("x", .float(row.x))]
        if let n = row.n { fields.append(.init("n", .integer(n))) }
        text += Array(try Self.line(Point(measurement: "m", tags: [.init("t", row.tag)], fields: fields, time: 5)).utf8) + [10]
        expected.append(row)
      }
      let path = folder.path("round.lp")
      try Data(text).write(to: URL(fileURLWithPath: path))
      let table = try Self.table(LineProtocolReader(path: path))
      #expect(table["t"] == expected.map(\.tag) && table["x"] == expected.map(\.x.description), "seed \(seed)")
      if expected.contains(where: { $0.n != nil }) { #expect(table["n"] == expected.map { $0.n == nil ? "nan" : "7.0" }, "seed \(seed)") }
    }
  }

  static func line(_ point: Point) throws -> String {
    let fields = point.fields.map { field -> String in
      switch field.value {
      case .integer(let value): "\(field.key)=\(value)i"
      case .float(let value): "\(field.key)=\(value)"
      default: ""
      }
    }
    let tags = point.tags.map {
      ",\($0.key)=" + $0.value.replacing(",", with: "\\,").replacing(" ", with: "\\ ").replacing("=", with: "\\=")
    }
    return "\(point.measurement)\(tags.joined()) \(fields.joined(separator: ",")) 5"
  }

  @Test(
    "refuses what it cannot answer, with file and line",
    arguments: [
      ("m x=1\nno line\n", "lines.malformed", ":2: this is no line protocol: "),
      ("m x=1\nm x=\"a\"\n", "lines.mixed_field", ":2: the field \"x\" of \"m\""),
      ("# nothing\n\n", "lines.empty", "no point"), ("", "lines.empty", "no point"),
    ])
  func refusals(_ text: String, _ code: String, _ message: String) throws {
    let path = try folder.write(text, to: "bad.lp")
    let found = refusal { () throws(Diagnostic) in try LineProtocolReader(path: path) }
    #expect(found?.code == code && found?.exitCode == .badData && found?.message.hasPrefix(path) == true, "\(String(describing: found))")
    #expect(found?.message.contains(message) == true && found?.hint != nil, "\(String(describing: found))")
  }
}

@Suite("forms of a table") struct TableFormatTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("are told by content, then by name")
  func detect() throws {
    #expect(try TableFormat.detect(folder.write("a,b\n1,2\n", to: "a.txt")) == .csv)
    #expect(try TableFormat.detect(folder.write("# c\ntick,s=a x=1 5\n", to: "b.txt")) == .lineProtocol)
    #expect(try TableFormat.detect(folder.write("PAR1....", to: "c.txt")) == .parquet)
    #expect(try TableFormat.detect(folder.write("", to: "d.lp")) == .lineProtocol)
    #expect(try TableFormat.detect(folder.write("", to: "e.csv")) == .csv)
    #expect(try TableFormat.detect(folder.write("name\nx y=1\n", to: "f.csv")) == .csv)
    #expect(refusal { () throws(Diagnostic) in try TableFormat.detect(folder.path) }?.code == "file.directory")
  }

  @Test("read to the same table, as a whole and in blocks")
  func same() throws {
    let rows = (0..<10_000).map { (side: ["buy", "sell"][$0 % 2], x: Double($0) / 4) }
    let csv = try folder.write("side,x\n" + rows.map { "\($0.side),\($0.x)\n" }.joined(), to: "t.csv")
    let lines = try folder.write(rows.map { "m,side=\($0.side) x=\($0.x)\n" }.joined(), to: "t.lp")
    let whole = try TableFormat.read(csv)
    #expect(try whole.columns == TableFormat.read(lines).columns && whole.rowCount == 10_000)
    var source = try TableFormat.open(csv)
    var collected: [Double] = []
    while try source.next() {
      #expect(source.rowsBefore == collected.count)
      collected += source.column(1).numbers ?? []
    }
    #expect(collected == whole["x"]?.numbers)
  }
}
