import Domain

/// Requests of a client as JSON text.
enum RequestText {
  static func ping(requestID: Int64) -> [UInt8] { Array(#"{"method":"ping","req_id":\#(requestID)}"#.utf8) }

  static func instruments(requestID: Int64) -> [UInt8] {
    Array(#"{"method":"subscribe","params":{"channel":"instrument","snapshot":true},"req_id":\#(requestID)}"#.utf8)
  }

  /// A subscription to `book` or `trade`, or its end.
  static func market(
    _ method: String, channel: String, symbols: [String], depth: Int?, snapshot: Bool?, requestID: Int64
  ) -> [UInt8] {
    var text = #"{"method":"\#(method)","params":{"channel":"\#(channel)","symbol":["#
    for (index, symbol) in symbols.enumerated() { text += (index == 0 ? "" : ",") + quoted(symbol) }
    text += "]"
    if let depth { text += #","depth":\#(depth)"# }
    if let snapshot { text += #","snapshot":\#(snapshot)"# }
    return Array((text + #"},"req_id":\#(requestID)}"#).utf8)
  }

  static func executions(_ method: String, token: SessionToken, requestID: Int64) -> [UInt8] {
    let snapshot = method == "subscribe" ? #","snap_orders":true,"snap_trades":true"# : ""
    return Array(
      #"{"method":"\#(method)","params":{"channel":"executions"\#(snapshot),"token":\#(quoted(token.reveal()))},"req_id":\#(requestID)}"#.utf8)
  }

  static func balances(_ method: String, token: SessionToken, requestID: Int64) -> [UInt8] {
    let snapshot = method == "subscribe" ? #","snapshot":true"# : ""
    return Array(
      #"{"method":"\#(method)","params":{"channel":"balances"\#(snapshot),"token":\#(quoted(token.reveal()))},"req_id":\#(requestID)}"#.utf8)
  }

  /// Numbers go out as JSON numbers with the instrument's full precision: Kraken refuses strings there.
  static func addOrder(_ order: NewOrder, instrument: Instrument, token: SessionToken, requestID: Int64) -> [UInt8] {
    var kind = #""order_type":"market""#
    if case .limit(let price) = order.kind { kind = #""order_type":"limit","limit_price":\#(instrument.text(price))"# }
    let what = #""side":"\#(order.side.text)","order_qty":\#(instrument.text(order.quantity)),"symbol":\#(quoted(order.symbol))"#
    let who = #""cl_ord_id":\#(quoted(order.clientID)),"token":\#(quoted(token.reveal()))"#
    return Array(#"{"method":"add_order","params":{\#(kind),\#(what),\#(who)},"req_id":\#(requestID)}"#.utf8)
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 34, 92: result += "\\" + String(scalar)
      case 0..<32:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
