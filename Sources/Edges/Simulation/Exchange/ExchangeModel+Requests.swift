import Domain
public import KrakenWire

extension ExchangeModel {
  /// A client has sent a text frame. What is no request is answered with an error, never more.
  public mutating func received(_ text: Span<UInt8>, from session: Int, into out: inout ExchangeOutput) {
    let request: ClientRequest
    do {
      request = try ClientRequest(reading: text)
    } catch {
      refuse(session, nil, "Malformed request", nil, into: &out)
      return
    }
    received(request, from: session, into: &out)
  }

  /// The same for a request that was read.
  public mutating func received(_ request: ClientRequest, from session: Int, into out: inout ExchangeOutput) {
    precondition(sessions[session] != nil, "a session is opened before it speaks")
    let now = now
    switch request {
    case .ping(let requestID):
      out.send(to: session) { FrameWriter.pong(requestID: requestID, timeIn: now, timeOut: now, to: &$0) }
    case .subscribe(let parameters): subscribe(parameters, session, into: &out)
    case .unsubscribe(let parameters): unsubscribe(parameters, session, into: &out)
    case .addOrder(let order): add(order, session, into: &out)
    case .cancelOrder(let order): cancel(order, session, into: &out)
    case .cancelAll(let token, let requestID): cancelAll(token, requestID, session, into: &out)
    case .unsupported(let method, let requestID):
      refuse(session, method.isEmpty ? nil : method, "Unsupported event", requestID, into: &out)
    }
  }

  func refuse(
    _ session: Int, _ method: String?, _ error: String, _ requestID: Int64?, symbol: String? = nil, clientID: String? = nil,
    into out: inout ExchangeOutput
  ) {
    out.send(to: session) {
      FrameWriter.refusal(
        method: method, symbol: symbol, clientID: clientID, error: error, requestID: requestID, timeIn: now, timeOut: now, to: &$0)
    }
  }
}
