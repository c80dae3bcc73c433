import Domain
import Tables

extension RecordingSurvey {
  /// The market of the current row; one not seen before is added.
  mutating func market() throws(Diagnostic) -> Int {
    let symbol = columns.symbol ?? 0
    for index in markets.indices where rows.equals(symbol, markets[index].symbol) {
      if let venue = columns.venue, !rows.equals(venue, markets[index].venue) { continue }
      return index
    }
    guard form != .events else { throw bad(symbol, "is a market without an instrument row before it", hint: "write an instrument row first") }
    let written = rows.text(symbol)
    let venue = columns.venue.map { rows.text($0) } ?? ""
    // A name may bring its own venue behind a colon, as this program writes it.
    let parts = written.split(separator: ":", maxSplits: 1).map(String.init)
    guard let name = MarketName(parts.first ?? "") else {
      throw bad(symbol, "is no market this program can split into base and quote", hint: "write it as BASE/QUOTE")
    }
    try limit()
    var full = parts.count == 2 ? name.symbol + ":" + parts[1] : MarketName.isSpot(venue) ? name.symbol : name.symbol + ":" + venue
    if markets.contains(where: { $0.instrument.symbol == full }) { full = name.symbol + ":" + (venue.isEmpty ? "\(markets.count)" : venue) }
    guard !markets.contains(where: { $0.instrument.symbol == full }) else {
      throw bad(symbol, "is another name of \(full), which the file holds already", hint: "write one market under one name")
    }
    markets.append(RecordedMarket(venue: Array(venue.utf8), symbol: Array(written.utf8), instrument: Self.instrument(full, name)))
    return markets.count - 1
  }

  func limit() throws(Diagnostic) {
    guard markets.count < RecordingReader.maximumInstruments else {
      throw rows.diagnostic(
        "recording.instruments", "more than \(RecordingReader.maximumInstruments) markets", hint: "split the recording by market")
    }
  }

  static func instrument(_ symbol: String, _ name: MarketName) -> Instrument {
    Instrument(symbol: symbol, base: name.base, quote: name.quote, priceDecimals: 0, quantityDecimals: 0)
  }

  /// A number ≥ 0.
  func number(_ field: Int) throws(Diagnostic) -> DecimalShape {
    guard let shape = rows.withField(field, { DecimalShape($0) }) else {
      throw bad(field, rows.isEmpty(field) ? "is empty where a number belongs" : "is no decimal number", hint: "mend or remove the line")
    }
    guard !shape.isNegative || shape.isZero else { throw bad(field, "is negative", hint: "mend or remove the line") }
    return shape
  }

  /// A number > 0.
  func positive(_ field: Int) throws(Diagnostic) -> DecimalShape {
    let shape = try number(field)
    guard !shape.isZero else { throw bad(field, "is zero", hint: "mend or remove the line") }
    return shape
  }

  /// The time of a row: nanoseconds, or decimal seconds in Kraken's forms; `nil` when it is none within ±146 years of 1970.
  static func time(_ rows: CSVRowReader, _ field: Int, _ form: RecordingForm) -> Timestamp? {
    let nanoseconds: Int64?
    if form == .krakenHistory || form == .krakenTrades {
      nanoseconds = try? rows.decimal(field, scale: 9)
    } else {
      nanoseconds = rows.integer(field)
    }
    guard let nanoseconds, nanoseconds.magnitude < 1 << 62 else { return nil }
    return Timestamp(nanoseconds: nanoseconds)
  }

  static func side(_ rows: CSVRowReader, _ field: Int) -> Side? {
    rows.withField(field) { bytes in
      switch bytes.count {
      case 1: bytes[0] == 98 ? .buy : bytes[0] == 115 ? .sell : nil
      case 3: bytes[0] == 98 && bytes[1] == 117 && bytes[2] == 121 ? .buy : nil
      case 4: bytes[0] == 115 && bytes[1] == 101 && bytes[2] == 108 && bytes[3] == 108 ? .sell : nil
      default: nil
      }
    }
  }

  func bad(_ field: Int, _ why: String, hint: String) -> Diagnostic {
    rows.diagnostic("recording.broken_line", field: field, "\(rows.excerpt(field)) \(why)", hint: hint)
  }
}
