public import Domain
import Tables

/// The forms in which recorded markets come.
public enum RecordingForm: String, Sendable, CaseIterable {
  /// `ts_recv_ns,…,venue,symbol,…,bid,bid_qty,ask,ask_qty`: best quotes.
  case quotes
  /// `ts_recv_ns,…,venue,symbol,trade_id,price,qty,taker_side`: trades.
  case trades
  /// `time,price,volume` without a header: Kraken's downloadable history.
  case krakenHistory
  /// `price,volume,time_s,side,…,trade_id`: the columns of Kraken's Trades endpoint.
  case krakenTrades
  /// `message,ts_ns,symbol,kind,side,price,quantity,trade_id`: every event of a market in order, as ``MarketCSVWriter`` writes it.
  case events
  /// One exchange frame a line, JSON, alone or behind its receive time in nanoseconds.
  case frames

  /// Recognises a file by its first line.
  ///
  /// - Throws: `recording.empty` and `recording.form`, exit code 65; `file.open`.
  public static func detect(path: String) throws(Diagnostic) -> RecordingForm {
    var lines = try LineReader(path: path, maximumLine: 1 << 24)
    var first = ""
    while first.isEmpty {
      guard try lines.next() else {
        throw Diagnostic(code: "recording.empty", exitCode: .badData, message: "\(path): the file is empty", hint: "record or download it again")
      }
      first = lines.withLine { bytes in
        var text: [UInt8] = []
        for index in 0..<min(bytes.count, 512) where bytes[index] != 32 || !text.isEmpty { text.append(bytes[index]) }
        return String(decoding: text, as: UTF8.self)
      }
    }
    if first.hasPrefix("\u{feff}") { first.removeFirst() }
    let behindTime = first.drop { $0.isASCII && $0.isNumber }
    if first.hasPrefix("{") || first.hasPrefix("[") || (behindTime.count < first.count && (behindTime.hasPrefix(" {") || behindTime.hasPrefix(" ["))) {
      return .frames
    }
    let names = first.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    for form in [quotes, trades, krakenTrades, events] where form.required.isSubset(of: names) { return form }
    if names == ["time", "price", "volume"] { return .krakenHistory }
    if names.count == 3, names.allSatisfy({ !$0.isEmpty && Double($0) != nil }) { return .krakenHistory }
    throw Diagnostic(
      code: "recording.form", exitCode: .badData,
      message: "\(path):1: this is no recording of a known form: the first line is \"\(first.prefix(80))\"",
      hint: "known are quotes (ts_recv_ns,venue,symbol,bid,bid_qty,ask,ask_qty), trades (ts_recv_ns,venue,symbol,trade_id,price,qty,taker_side), "
        + "Kraken's time,price,volume, its Trades columns, and Kraken v2 frames one a line")
  }

  /// The columns a header must have for this form.
  var required: Set<String> {
    switch self {
    case .quotes: ["ts_recv_ns", "symbol", "bid", "bid_qty", "ask", "ask_qty"]
    case .trades: ["ts_recv_ns", "symbol", "price", "qty", "taker_side"]
    case .krakenTrades: ["price", "volume", "time_s", "side"]
    case .events: ["message", "ts_ns", "symbol", "kind", "side", "price", "quantity", "trade_id"]
    case .krakenHistory, .frames: []
    }
  }
}
