import Domain
import Tables

/// The first pass over a recording: finds its markets and their decimals, and checks every line.
struct RecordingSurvey {
  static let instrumentWord = Array("instrument".utf8)
  static let tradeWord = Array("trade".utf8)
  static let quoteWord = Array("quote".utf8)
  static let bookWord = Array("book".utf8)
  static let bidWord = Array("bid".utf8)
  static let askWord = Array("ask".utf8)

  let path: String
  let form: RecordingForm
  let columns: RecordingColumns
  var rows: CSVRowReader
  var markets: [RecordedMarket] = []
  var events = 0
  private var message: Int64 = -1
  private var quoteSides = (bids: 0, asks: 0)
  private var head: Head?

  /// What all rows of one message share.
  private struct Head: Equatable {
    var market: Int
    var time: Int64
    var isTrade: Bool
    var isQuote: Bool
  }

  init(path: String, form: RecordingForm) throws(Diagnostic) {
    self.path = path
    self.form = form
    rows = try RecordingReader.open(path: path, form: form)
    columns = RecordingColumns(form: form, header: rows.header)
  }

  mutating func run() throws(Diagnostic) {
    if columns.symbol == nil {
      guard let name = MarketName(fileName: path) else {
        throw Diagnostic(
          code: "recording.symbol", exitCode: .badData, message: "\(path): this form names no market, and neither does the file's name",
          hint: "name the file after its market as Kraken does: XBTUSD.csv, kraken_trades_BCHEUR_2023.csv")
      }
      markets = [RecordedMarket(venue: [], symbol: [], instrument: Self.instrument(name.symbol, name))]
    }
    while try rows.next() {
      guard Self.time(rows, columns.time, form) != nil || isDeclaration else {
        throw bad(columns.time, "is no time", hint: form == .krakenHistory || form == .krakenTrades ? "seconds since 1970, at most nine decimals" : "nanoseconds since 1970, an integer")
      }
      switch form {
      case .quotes: try quote()
      case .events: try event()
      default: try trade()
      }
    }
    try closeQuote()
    if form != .events {
      for index in markets.indices { try markets[index].settle(path: path) }
    }
    guard events > 0 else {
      throw Diagnostic(code: "recording.no_rows", exitCode: .badData, message: "\(path): a header and no row", hint: "record or download it again")
    }
  }

  private mutating func quote() throws(Diagnostic) {
    let index = try market()
    markets[index].price(try positive(columns.bid), line: rows.line)
    markets[index].price(try positive(columns.ask), line: rows.line)
    markets[index].quantity(try number(columns.bidQuantity), line: rows.line)
    markets[index].quantity(try number(columns.askQuantity), line: rows.line)
    events += 1
  }

  private mutating func trade() throws(Diagnostic) {
    let index = columns.symbol == nil ? 0 : try market()
    markets[index].price(try positive(columns.price), line: rows.line)
    markets[index].quantity(try positive(columns.quantity), line: rows.line)
    if let side = columns.side, !rows.isEmpty(side), Self.side(rows, side) == nil {
      throw bad(side, "is no side", hint: "buy or sell; leave it empty when it is not known")
    }
    if let id = columns.id, !rows.isEmpty(id), rows.integer(id) == nil {
      throw bad(id, "is no trade number", hint: "an integer, or empty")
    }
    events += 1
  }

  // MARK: the events form

  private var isDeclaration: Bool { form == .events && rows.equals(columns.kind, Self.instrumentWord) }

  private mutating func event() throws(Diagnostic) {
    if isDeclaration { return try declare() }
    let index = try market()
    let isTrade = rows.equals(columns.kind, Self.tradeWord)
    let isQuote = rows.equals(columns.kind, Self.quoteWord)
    guard isTrade || isQuote || rows.equals(columns.kind, Self.bookWord) else {
      throw bad(columns.kind, "is no kind of event", hint: "instrument, trade, book or quote")
    }
    guard let sequence = rows.integer(columns.message), sequence >= message else {
      throw bad(columns.message, "is no message number after \(message)", hint: "rows of one event share a number, later events have greater ones")
    }
    let head = Head(market: index, time: rows.integer(columns.time) ?? 0, isTrade: isTrade, isQuote: isQuote)
    if sequence != message {
      try closeQuote()
      events += 1
      message = sequence
      self.head = head
    } else if isTrade || head != self.head {
      throw bad(columns.message, "is the number of another event", hint: "rows of one message share market, time and kind; a trade is one row")
    }
    guard let side = columns.side else { return }
    if isTrade {
      guard Self.side(rows, side) != nil else { throw bad(side, "is no side", hint: "buy or sell") }
    } else if rows.equals(side, Self.bidWord) {
      if isQuote { quoteSides.bids += 1 }
    } else if rows.equals(side, Self.askWord) {
      if isQuote { quoteSides.asks += 1 }
    } else if rows.isEmpty(side), !isQuote {
      return  // an event without any level
    } else {
      throw bad(side, "is no side of a book", hint: "bid or ask")
    }
    markets[index].price(try isTrade ? positive(columns.price) : number(columns.price), line: rows.line)
    markets[index].quantity(try number(columns.quantity), line: rows.line)
    let instrument = markets[index].instrument
    guard markets[index].priceDecimals <= instrument.priceDecimals, markets[index].quantityDecimals <= instrument.quantityDecimals,
      markets[index].priceWhole + instrument.priceDecimals <= 18, markets[index].quantityWhole + instrument.quantityDecimals <= 18
    else {
      throw bad(columns.price, "or its quantity has more digits than its instrument row states", hint: "give the instrument row as many decimals as its events have")
    }
  }

  private mutating func closeQuote() throws(Diagnostic) {
    defer { quoteSides = (0, 0) }
    guard quoteSides.bids == quoteSides.asks, quoteSides.bids <= 1 else {
      throw rows.diagnostic("recording.quote", "the quote of message \(message) before this line is not one bid and one ask", hint: "two rows, one a side")
    }
  }

  private mutating func declare() throws(Diagnostic) {
    let symbol = rows.text(columns.symbol ?? 0)
    let pair = symbol.split(separator: ":", maxSplits: 1).first.map(String.init) ?? ""
    let parts = pair.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { throw bad(columns.symbol ?? 0, "is no market", hint: "BASE/QUOTE") }
    let price = try positive(columns.price)
    let quantity = try positive(columns.quantity)
    guard !markets.contains(where: { $0.instrument.symbol == symbol }) else { throw bad(columns.symbol ?? 0, "is declared twice", hint: "declare a market once") }
    guard price.written <= 12, quantity.written <= 12, price.whole + price.written <= 18, quantity.whole + quantity.written <= 18 else {
      throw bad(columns.price, "has more than twelve decimals", hint: "at most twelve decimals")
    }
    var market = RecordedMarket(
      venue: [], symbol: Array(symbol.utf8),
      instrument: Instrument(symbol: symbol, base: parts[0], quote: parts[1], priceDecimals: price.written, quantityDecimals: quantity.written))
    do {
      market.instrument.priceIncrement = Price(units: try rows.decimal(columns.price, scale: price.written))
      market.instrument.minimumQuantity = Quantity(units: try rows.decimal(columns.quantity, scale: quantity.written))
    } catch {
      throw bad(columns.price, "is no increment", hint: "a positive decimal")
    }
    try limit()
    markets.append(market)
  }
}
