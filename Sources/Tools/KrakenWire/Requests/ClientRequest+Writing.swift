public import Domain
import JSONBytes

extension ClientRequest {
  /// The request to place an order of ours.
  ///
  /// - Parameter instrument: the order's market, at whose precisions price and quantity are printed.
  public static func order(_ order: NewOrder, instrument: Instrument, token: String, requestID: Int64?) -> ClientRequest {
    var limitPrice: String?
    if case .limit(let price) = order.kind { limitPrice = instrument.text(price) }
    return .addOrder(
      AddOrder(
        orderType: limitPrice == nil ? "market" : "limit", side: order.side.text, symbol: order.symbol,
        quantity: instrument.text(order.quantity), limitPrice: limitPrice, clientID: order.clientID, token: token, requestID: requestID))
  }

  /// Appends the request as one JSON text.
  ///
  /// - Precondition: the numbers of an order are decimal numbers as JSON writes them.
  public func append(to bytes: inout [UInt8]) {
    switch self {
    case .ping(let requestID): Self.open("ping", requestID, &bytes)
    case .subscribe(let parameters): parameters.append("subscribe", &bytes)
    case .unsubscribe(let parameters): parameters.append("unsubscribe", &bytes)
    case .addOrder(let order): order.append(&bytes)
    case .cancelOrder(let order): order.append(&bytes)
    case .cancelAll(let token, let requestID):
      Self.open("cancel_all", requestID, &bytes)
      var members = Members()
      members.string("token", token, &bytes)
      members.close(&bytes)
    case .unsupported(let method, let requestID): Self.open(method, requestID, &bytes)
    }
    bytes.append(125)
  }

  fileprivate static func open(_ method: String, _ requestID: Int64?, _ bytes: inout [UInt8]) {
    FrameWriter.put(#"{"method":"#, &bytes)
    FrameWriter.string(method, &bytes)
    if let requestID {
      FrameWriter.put(#","req_id":"#, &bytes)
      FrameWriter.integer(requestID, &bytes)
    }
  }

  /// Writes the members of `params`, the absent ones left out.
  fileprivate struct Members {
    var count = 0

    mutating func key(_ name: String, _ bytes: inout [UInt8]) {
      FrameWriter.put(count == 0 ? #","params":{""# : #",""#, &bytes)
      FrameWriter.put(name, &bytes)
      FrameWriter.put(#"":"#, &bytes)
      count += 1
    }

    mutating func string(_ name: String, _ value: String?, _ bytes: inout [UInt8]) {
      guard let value else { return }
      key(name, &bytes)
      FrameWriter.string(value, &bytes)
    }

    mutating func number(_ name: String, _ value: String?, _ bytes: inout [UInt8]) {
      guard let value else { return }
      key(name, &bytes)
      FrameWriter.put(value, &bytes)
    }

    mutating func bool(_ name: String, _ value: Bool?, _ bytes: inout [UInt8]) {
      number(name, value.map { $0 ? "true" : "false" }, &bytes)
    }

    mutating func list(_ name: String, _ values: [String], _ bytes: inout [UInt8]) {
      guard !values.isEmpty else { return }
      key(name, &bytes)
      for (index, value) in values.enumerated() {
        bytes.append(index == 0 ? 91 : 44)
        FrameWriter.string(value, &bytes)
      }
      bytes.append(93)
    }

    func close(_ bytes: inout [UInt8]) { if count > 0 { bytes.append(125) } }
  }
}

extension ClientRequest.Subscription {
  fileprivate func append(_ method: String, _ bytes: inout [UInt8]) {
    ClientRequest.open(method, requestID, &bytes)
    var members = ClientRequest.Members()
    members.string("channel", channel, &bytes)
    members.list("symbol", symbols, &bytes)
    members.number("depth", depth.map(String.init), &bytes)
    members.bool("snapshot", snapshot, &bytes)
    members.bool("snap_orders", snapshotOrders, &bytes)
    members.bool("snap_trades", snapshotTrades, &bytes)
    members.string("token", token, &bytes)
    members.close(&bytes)
  }
}

extension ClientRequest.AddOrder {
  fileprivate func append(_ bytes: inout [UInt8]) {
    ClientRequest.open("add_order", requestID, &bytes)
    var members = ClientRequest.Members()
    members.string("order_type", orderType, &bytes)
    members.string("side", side, &bytes)
    members.number("order_qty", quantity, &bytes)
    members.string("symbol", symbol, &bytes)
    members.number("limit_price", limitPrice, &bytes)
    members.string("time_in_force", timeInForce, &bytes)
    members.bool("post_only", isPostOnly ? true : nil, &bytes)
    members.bool("validate", isOnlyValidated ? true : nil, &bytes)
    members.string("cl_ord_id", clientID, &bytes)
    members.string("token", token, &bytes)
    members.close(&bytes)
  }
}

extension ClientRequest.CancelOrder {
  fileprivate func append(_ bytes: inout [UInt8]) {
    ClientRequest.open("cancel_order", requestID, &bytes)
    var members = ClientRequest.Members()
    members.list("order_id", orderIDs, &bytes)
    members.list("cl_ord_id", clientIDs, &bytes)
    members.string("token", token, &bytes)
    members.close(&bytes)
  }
}
