public import Domain
public import Ports
import Tables

/// A recorded market, played back event by event.
///
/// Opening reads the file once from end to end: the instruments and the decimals they need are found, and every line is checked, so that a damaged file is
/// refused before anything is computed on it. Playing reads it a second time, block by block; memory does not grow with the file.
///
/// - Every (venue, symbol) is an instrument of its own: spot `BTC/USDT`, others `BTC/USDT:<venue>`; a second spot venue of one symbol also carries its name.
/// - Decimals: those that the file's numbers need, trailing zeros left out (in the `events` form those stated there). No digit is lost.
/// - Time: the receive time, cut to µs (`events`: as written). Rows keep the file's order.
/// - A trade without a side gets one by the tick rule.
///
/// Source: the recordings' forms are ``RecordingForm``.
public struct RecordingReader: MarketSource {
  /// Markets in one file.
  public static let maximumInstruments = 1024
  /// Level changes in one event.
  public static let maximumLevels = 1 << 16

  public let path: String
  public let form: RecordingForm
  public let instruments: [Instrument]
  /// Events the file holds, counted when it was opened.
  public let count: Int
  var rows: CSVRowReader
  var markets: [RecordedMarket]
  let columns: RecordingColumns
  var rules: [TickRule]
  var latest = 0
  /// `events` form: the current record belongs to the next event.
  var isPending = false

  /// Opens a recording and checks all of it.
  ///
  /// - Throws: `recording.*` and `csv.*` with exit code 65, naming file and line.
  public init(path: String) throws(Diagnostic) {
    let form = try RecordingForm.detect(path: path)
    guard form != .frames else {
      throw Diagnostic(
        code: "recording.frames", exitCode: .badData, message: "\(path): holds an exchange's frames, not market rows", hint: "open it as a recording of frames")
    }
    var survey = try RecordingSurvey(path: path, form: form)
    try survey.run()
    self.path = path
    self.form = form
    rows = try Self.open(path: path, form: form)
    columns = survey.columns
    markets = survey.markets
    instruments = survey.markets.map(\.instrument)
    rules = Array(repeating: TickRule(), count: survey.markets.count)
    count = survey.events
  }

  /// The rows of a file; those of Kraken's history may begin without a header.
  static func open(path: String, form: RecordingForm) throws(Diagnostic) -> CSVRowReader {
    let hasHeader = form != .krakenHistory
    var rows = try CSVRowReader(path: path, hasHeader: hasHeader)
    guard rows.isSeekable else {
      throw Diagnostic(
        code: "recording.pipe", exitCode: .usage, message: "\(path): a recording is read twice, which a pipe does not allow",
        hint: "write it to a file first")
    }
    if !hasHeader {
      let start = rows
      if try rows.next(), rows.text(0) == "time" { return rows }
      rows = start
    }
    return rows
  }

  public mutating func next() throws(Diagnostic) -> MarketEvent? {
    if form == .events { return try nextOfEvents() }
    guard try rows.next() else { return nil }
    switch form {
    case .quotes:
      let index = try market()
      let id = InstrumentID(index)
      let instrument = instruments[index]
      return .quote(
        instrument: id, time: try time(),
        bid: BookLevel(price: try price(columns.bid, instrument), quantity: try quantity(columns.bidQuantity, instrument)),
        ask: BookLevel(price: try price(columns.ask, instrument), quantity: try quantity(columns.askQuantity, instrument)))
    default:
      let index = columns.symbol == nil ? 0 : try market()
      let price = try price(columns.price, instruments[index])
      let byRule = rules[index].side(of: price)
      return .trade(
        Trade(
          instrument: InstrumentID(index), time: try time(), id: columns.id.flatMap { rows.integer($0) } ?? 0, price: price,
          quantity: try quantity(columns.quantity, instruments[index]), side: side() ?? byRule))
    }
  }
}
