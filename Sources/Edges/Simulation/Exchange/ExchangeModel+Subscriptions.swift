import Domain
import KrakenWire

extension ExchangeModel {
  mutating func subscribe(_ request: ClientRequest.Subscription, _ session: Int, into out: inout ExchangeOutput) {
    switch request.channel {
    case "book": subscribeToBooks(request, session, into: &out)
    case "trade": subscribeToTrades(request, session, into: &out)
    case "instrument":
      guard sessions[session]?.instruments == false else {
        return refuse(session, "subscribe", "Already subscribed", request.requestID, into: &out)
      }
      sessions[session]?.instruments = true
      let snapshot = request.snapshot ?? true
      acknowledge("subscribe", request, session, snapshot: snapshot, into: &out)
      if snapshot { out.send(to: session) { FrameWriter.instrumentSnapshot(instruments, to: &$0) } }
    case "executions", "balances": subscribeToAccount(request, session, into: &out)
    default: refuse(session, "subscribe", "Subscription Channel \(request.channel) not supported", request.requestID, into: &out)
    }
  }

  private mutating func subscribeToBooks(_ request: ClientRequest.Subscription, _ session: Int, into out: inout ExchangeOutput) {
    let depth = request.depth ?? DisplayedBook.depth
    guard Self.depths.contains(depth) else {
      return refuse(session, "subscribe", "Subscription depth not supported", request.requestID, into: &out)
    }
    let snapshot = request.snapshot ?? true
    eachSymbol("subscribe", request, session, into: &out) { model, index, out in
      guard model.sessions[session]?.bookDepths[index] == 0 else { return "Already subscribed" }
      model.sessions[session]?.bookDepths[index] = depth
      model.bookListeners[index].append((session, depth))
      model.acknowledge("subscribe", request, session, index, depth: depth, snapshot: snapshot, into: &out)
      if snapshot {
        let book = model.books[index]
        out.send(to: session) {
          FrameWriter.book(
            .snapshot, model.instruments[index], bids: book.bids, asks: book.asks,
            checksum: BookChecksum.value(bids: book.bids, asks: book.asks), time: model.now, to: &$0)
        }
      }
      return nil
    }
  }

  private mutating func subscribeToTrades(_ request: ClientRequest.Subscription, _ session: Int, into out: inout ExchangeOutput) {
    let snapshot = request.snapshot ?? true
    eachSymbol("subscribe", request, session, into: &out) { model, index, out in
      guard model.sessions[session]?.trades[index] == false else { return "Already subscribed" }
      model.sessions[session]?.trades[index] = true
      model.tradeListeners[index].append(session)
      model.acknowledge("subscribe", request, session, index, snapshot: snapshot, into: &out)
      if snapshot {
        let trades = Array(model.lastTrades[index].suffix(Self.rememberedTrades))
        out.send(to: session) { FrameWriter.trades(.snapshot, trades, model.instruments[index], to: &$0) }
      }
      return nil
    }
  }

  mutating func unsubscribe(_ request: ClientRequest.Subscription, _ session: Int, into out: inout ExchangeOutput) {
    let unknown = "Subscription Not Found"
    switch request.channel {
    case "book":
      eachSymbol("unsubscribe", request, session, into: &out) { model, index, out in
        let depth = model.sessions[session]?.bookDepths[index] ?? 0
        guard depth > 0, depth == request.depth ?? DisplayedBook.depth else { return unknown }
        model.sessions[session]?.bookDepths[index] = 0
        model.bookListeners[index].removeAll { $0.session == session }
        model.acknowledge("unsubscribe", request, session, index, depth: depth, into: &out)
        return nil
      }
    case "trade":
      eachSymbol("unsubscribe", request, session, into: &out) { model, index, out in
        guard model.sessions[session]?.trades[index] == true else { return unknown }
        model.sessions[session]?.trades[index] = false
        model.tradeListeners[index].removeAll { $0 == session }
        model.acknowledge("unsubscribe", request, session, index, into: &out)
        return nil
      }
    case "instrument":
      guard sessions[session]?.instruments == true else { return refuse(session, "unsubscribe", unknown, request.requestID, into: &out) }
      sessions[session]?.instruments = false
      acknowledge("unsubscribe", request, session, into: &out)
    case "executions", "balances":
      guard request.token == token else {
        return refuse(session, "unsubscribe", "ESession:Invalid session", request.requestID, into: &out)
      }
      let path: WritableKeyPath<ExchangeSession, UInt64?> = request.channel == "executions" ? \.executionsSequence : \.balancesSequence
      guard sessions[session]?[keyPath: path] != nil else {
        return refuse(session, "unsubscribe", unknown, request.requestID, into: &out)
      }
      sessions[session]?[keyPath: path] = nil
      acknowledge("unsubscribe", request, session, into: &out)
    default: refuse(session, "unsubscribe", unknown, request.requestID, into: &out)
    }
  }

  /// Does something for every symbol named; each is acknowledged or refused on its own.
  private mutating func eachSymbol(
    _ method: String, _ request: ClientRequest.Subscription, _ session: Int, into out: inout ExchangeOutput,
    _ body: (inout Self, Int, inout ExchangeOutput) -> String?
  ) {
    if request.symbols.isEmpty {
      refuse(session, method, "Symbol(s) not found", request.requestID, into: &out)
    }
    for symbol in request.symbols {
      let error: String?
      if let index = symbols[symbol] {
        error = body(&self, index, &out)
      } else {
        error = "Currency pair not supported \(symbol)"
      }
      if let error { refuse(session, method, error, request.requestID, symbol: symbol, into: &out) }
    }
  }

  func acknowledge(
    _ method: String, _ request: ClientRequest.Subscription, _ session: Int, _ index: Int? = nil, depth: Int? = nil,
    snapshot: Bool? = nil, into out: inout ExchangeOutput
  ) {
    out.send(to: session) {
      FrameWriter.acknowledgement(
        method: method, channel: request.channel, symbol: index.map { instruments[$0].symbol }, depth: depth, snapshot: snapshot,
        maximumRateCount: request.channel == "executions" && method == "subscribe" ? 60 : nil, requestID: request.requestID, timeIn: now,
        timeOut: now, to: &$0)
    }
  }
}
