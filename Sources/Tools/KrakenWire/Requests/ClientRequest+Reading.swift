public import JSONBytes

extension ClientRequest {
  /// More symbols or identifiers than this in one request are refused.
  public static let maximumListLength = 1024

  /// Reads a client's frame. Keys may come in any order, unknown ones are skipped.
  ///
  /// - Throws: ``JSONBytes/JSONError`` with the offset at which the text is not JSON or not of a request's shape.
  /// - Complexity: O(length); allocates what the request holds.
  public init(reading bytes: Span<UInt8>) throws(JSONError) {
    var method = ""
    var requestID: Int64?
    var fields = Fields()
    var cursor = JSONCursor()
    var first = true
    try cursor.beginObject(bytes)
    while let key = try cursor.nextKey(bytes, first: &first) {
      if JSONCursor.matches(bytes, key, "method") {
        method = try Self.text(&cursor, bytes)
      } else if JSONCursor.matches(bytes, key, "req_id") {
        let number = try cursor.number(bytes)
        guard let value = JSONCursor.integer(bytes, number) else { throw .unexpected(offset: number.lowerBound) }
        requestID = value
      } else if JSONCursor.matches(bytes, key, "params") {
        try fields.read(&cursor, bytes)
      } else {
        try cursor.skipValue(bytes)
      }
    }
    try cursor.end(bytes)
    switch method {
    case "ping": self = .ping(requestID: requestID)
    case "subscribe": self = .subscribe(fields.subscription(requestID))
    case "unsubscribe": self = .unsubscribe(fields.subscription(requestID))
    case "add_order": self = .addOrder(fields.order(requestID))
    case "cancel_order":
      self = .cancelOrder(
        CancelOrder(orderIDs: fields.orderIDs, clientIDs: fields.clientIDs, token: fields.token, requestID: requestID))
    case "cancel_all": self = .cancelAll(token: fields.token, requestID: requestID)
    default: self = .unsupported(method: method, requestID: requestID)
    }
  }

  private static func text(_ cursor: inout JSONCursor, _ bytes: Span<UInt8>) throws(JSONError) -> String {
    try JSONCursor.text(bytes, try cursor.string(bytes))
  }

  /// All parameters any method knows, each where it was found.
  private struct Fields {
    var channel = ""
    var symbols: [String] = []
    var depth: Int?
    var snapshot: Bool?
    var snapshotOrders: Bool?
    var snapshotTrades: Bool?
    var token: String?
    var orderType = ""
    var side = ""
    var quantity = ""
    var limitPrice: String?
    var timeInForce: String?
    var postOnly = false
    var validate = false
    var orderIDs: [String] = []
    var clientIDs: [String] = []

    func subscription(_ requestID: Int64?) -> Subscription {
      Subscription(
        channel: channel, symbols: symbols, depth: depth, snapshot: snapshot, snapshotOrders: snapshotOrders,
        snapshotTrades: snapshotTrades, token: token, requestID: requestID)
    }

    func order(_ requestID: Int64?) -> AddOrder {
      AddOrder(
        orderType: orderType, side: side, symbol: symbols.first ?? "", quantity: quantity, limitPrice: limitPrice,
        timeInForce: timeInForce, isPostOnly: postOnly, isOnlyValidated: validate, clientID: clientIDs.first, token: token,
        requestID: requestID)
    }

    mutating func read(_ cursor: inout JSONCursor, _ bytes: Span<UInt8>) throws(JSONError) {
      var first = true
      try cursor.beginObject(bytes)
      while let key = try cursor.nextKey(bytes, first: &first) {
        switch try JSONCursor.text(bytes, key) {
        case "channel": channel = try text(&cursor, bytes)
        case "symbol": symbols = try list(&cursor, bytes)
        case "depth":
          let number = try cursor.number(bytes)
          guard let value = JSONCursor.integer(bytes, number) else { throw .unexpected(offset: number.lowerBound) }
          depth = Int(value)
        case "snapshot": snapshot = try cursor.bool(bytes)
        case "snap_orders": snapshotOrders = try cursor.bool(bytes)
        case "snap_trades": snapshotTrades = try cursor.bool(bytes)
        case "token": token = try text(&cursor, bytes)
        case "order_type": orderType = try text(&cursor, bytes)
        case "side": side = try text(&cursor, bytes)
        case "order_qty": quantity = try number(&cursor, bytes)
        case "limit_price": limitPrice = try number(&cursor, bytes)
        case "time_in_force": timeInForce = try text(&cursor, bytes)
        case "post_only": postOnly = try cursor.bool(bytes)
        case "validate": validate = try cursor.bool(bytes)
        case "order_id": orderIDs = try list(&cursor, bytes)
        case "cl_ord_id": clientIDs = try list(&cursor, bytes)
        default: try cursor.skipValue(bytes)
        }
      }
    }

    private func text(_ cursor: inout JSONCursor, _ bytes: Span<UInt8>) throws(JSONError) -> String {
      try ClientRequest.text(&cursor, bytes)
    }

    private func number(_ cursor: inout JSONCursor, _ bytes: Span<UInt8>) throws(JSONError) -> String {
      let range = try cursor.number(bytes)
      var units: [UInt8] = []
      units.reserveCapacity(range.count)
      for index in range { units.append(bytes[index]) }
      return String(decoding: units, as: UTF8.self)
    }

    /// One string, or an array of strings.
    private func list(_ cursor: inout JSONCursor, _ bytes: Span<UInt8>) throws(JSONError) -> [String] {
      guard try cursor.peek(bytes) == 91 else { return [try text(&cursor, bytes)] }
      var values: [String] = []
      var first = true
      try cursor.beginArray(bytes)
      while try cursor.nextElement(bytes, first: &first) {
        guard values.count < ClientRequest.maximumListLength else { throw .unexpected(offset: cursor.offset) }
        values.append(try text(&cursor, bytes))
      }
      return values
    }
  }
}
