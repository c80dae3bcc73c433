public import Domain

extension FrameWriter {
  /// The answer to a ping.
  public static func pong(requestID: Int64?, timeIn: Timestamp, timeOut: Timestamp, to bytes: inout [UInt8]) {
    put(#"{"method":"pong""#, &bytes)
    request(requestID, &bytes)
    times(timeIn, timeOut, &bytes)
  }

  /// The acknowledgement of a subscription or its end: one per symbol.
  ///
  /// - Parameters:
  ///   - method: `subscribe` or `unsubscribe`.
  ///   - symbol: of a public channel; `nil` for `instrument`, `executions`, `balances`.
  ///   - depth: of `book` only.
  ///   - maximumRateCount: of `executions` only.
  public static func acknowledgement(
    method: String, channel: String, symbol: String?, depth: Int? = nil, snapshot: Bool? = nil, maximumRateCount: Int? = nil,
    requestID: Int64?, timeIn: Timestamp, timeOut: Timestamp, to bytes: inout [UInt8]
  ) {
    open(method, requestID, &bytes)
    put(#","result":{"channel":"#, &bytes)
    string(channel, &bytes)
    if let symbol {
      put(#","symbol":"#, &bytes)
      string(symbol, &bytes)
    }
    if let depth {
      put(#","depth":"#, &bytes)
      integer(depth, &bytes)
    }
    if let snapshot { put(snapshot ? #","snapshot":true"# : #","snapshot":false"#, &bytes) }
    if let maximumRateCount {
      put(#","maxratecount":"#, &bytes)
      integer(maximumRateCount, &bytes)
    }
    put(#"},"success":true"#, &bytes)
    times(timeIn, timeOut, &bytes)
  }

  /// The refusal of a request, in Kraken's words.
  ///
  /// - Parameters:
  ///   - method: `nil` when the request was not understood so far.
  ///   - symbol: the symbol that was refused, where there is one.
  ///   - clientID: the refused order's `cl_ord_id`, where the request named one.
  public static func refusal(
    method: String?, symbol: String? = nil, clientID: String? = nil, error: String, requestID: Int64?, timeIn: Timestamp,
    timeOut: Timestamp, to bytes: inout [UInt8]
  ) {
    put(#"{"error":"#, &bytes)
    string(error, &bytes)
    if let method {
      put(#","method":"#, &bytes)
      string(method, &bytes)
    }
    request(requestID, &bytes)
    if let symbol {
      put(#","symbol":"#, &bytes)
      string(symbol, &bytes)
    }
    if let clientID {
      put(#","cl_ord_id":"#, &bytes)
      string(clientID, &bytes)
    }
    put(#","success":false"#, &bytes)
    times(timeIn, timeOut, &bytes)
  }

  /// The answer to an order that was taken or a cancellation that was done: names the order.
  ///
  /// - Parameters:
  ///   - method: `add_order` or `cancel_order`.
  ///   - orderID: `nil` for an order that was only validated.
  public static func orderAnswer(
    method: String, orderID: String?, clientID: String?, requestID: Int64?, timeIn: Timestamp, timeOut: Timestamp, to bytes: inout [UInt8]
  ) {
    open(method, requestID, &bytes)
    put(#","result":{"#, &bytes)
    if let orderID {
      put(#""order_id":"#, &bytes)
      string(orderID, &bytes)
    }
    if let clientID {
      put(orderID == nil ? #""cl_ord_id":"# : #","cl_ord_id":"#, &bytes)
      string(clientID, &bytes)
    }
    put(#"},"success":true"#, &bytes)
    times(timeIn, timeOut, &bytes)
  }

  /// The answer to `cancel_all`: how many orders were canceled.
  public static func countAnswer(
    method: String, count: Int, requestID: Int64?, timeIn: Timestamp, timeOut: Timestamp, to bytes: inout [UInt8]
  ) {
    open(method, requestID, &bytes)
    put(#","result":{"count":"#, &bytes)
    integer(count, &bytes)
    put(#"},"success":true"#, &bytes)
    times(timeIn, timeOut, &bytes)
  }

  private static func open(_ method: String, _ requestID: Int64?, _ bytes: inout [UInt8]) {
    put(#"{"method":"#, &bytes)
    string(method, &bytes)
    request(requestID, &bytes)
  }

  private static func request(_ id: Int64?, _ bytes: inout [UInt8]) {
    guard let id else { return }
    put(#","req_id":"#, &bytes)
    integer(id, &bytes)
  }

  private static func times(_ timeIn: Timestamp, _ timeOut: Timestamp, _ bytes: inout [UInt8]) {
    put(#","time_in":"#, &bytes)
    time(timeIn, &bytes)
    put(#","time_out":"#, &bytes)
    time(timeOut, &bytes)
    put("}", &bytes)
  }
}
