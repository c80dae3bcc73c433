import Tables

/// Where the fields of a recording's form stand in its lines.
struct RecordingColumns {
  var time = 0
  var venue: Int?
  var symbol: Int?
  var id: Int?
  var price = 0
  var quantity = 0
  var side: Int?
  var bid = 0
  var bidQuantity = 0
  var ask = 0
  var askQuantity = 0
  var message = 0
  var kind = 0

  /// - Parameter header: one that has the form's required columns.
  init(form: RecordingForm, header: [String]) {
    func at(_ name: String) -> Int? { header.firstIndex(of: name) }
    switch form {
    case .quotes:
      time = at("ts_recv_ns")!
      venue = at("venue")
      symbol = at("symbol")
      bid = at("bid")!
      bidQuantity = at("bid_qty")!
      ask = at("ask")!
      askQuantity = at("ask_qty")!
    case .trades:
      time = at("ts_recv_ns")!
      venue = at("venue")
      symbol = at("symbol")
      id = at("trade_id")
      price = at("price")!
      quantity = at("qty")!
      side = at("taker_side")
    case .krakenTrades:
      time = at("time_s")!
      id = at("trade_id")
      price = at("price")!
      quantity = at("volume")!
      side = at("side")
    case .krakenHistory:
      time = 0
      price = 1
      quantity = 2
    case .events:
      message = at("message")!
      time = at("ts_ns")!
      symbol = at("symbol")
      kind = at("kind")!
      side = at("side")
      price = at("price")!
      quantity = at("quantity")!
      id = at("trade_id")
    case .frames: break
    }
  }
}
