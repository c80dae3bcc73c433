import Domain
import KrakenWire
import Ports

extension MarketFeed {
  mutating func receiveStatus(_ status: SystemStatus, _ now: UInt64, _ actions: inout [FeedAction]) {
    let isOnline = status.system == "online"
    actions.append(.log(FeedEvent(isOnline ? .info : .warning, "exchange status", ["system": status.system])))
    guard phase == .awaitingStatus else { return }
    phase = .awaitingInstruments
    actions.append(.send(RequestText.instruments(requestID: request("instrument"))))
  }

  mutating func receiveInstruments<S: MarketSink>(
    _ frame: InstrumentFrame, _ now: UInt64, _ sink: S, _ actions: inout [FeedAction]
  ) {
    var fresh: [Int] = []
    var listed: Set<String> = []
    let wanted = Set(symbols)
    for pair in frame.pairs {
      listed.insert(pair.symbol)
      let isOffered = pair.status != "delisted" && pair.status != "work_in_progress"
      guard symbols.isEmpty ? isOffered : wanted.contains(pair.symbol) else { continue }
      switch pair.instrument {
      case .failure(let error):
        actions.append(.log(FeedEvent(.error, "pair cannot be used", ["symbol": pair.symbol, "why": "\(error)"])))
      case .success(let instrument):
        take(instrument, now, sink, &fresh, &actions)
      }
    }
    if frame.isSnapshot {
      for symbol in symbols where !listed.contains(symbol) {
        actions.append(.log(FeedEvent(.error, "symbol is not listed by the exchange", ["symbol": symbol])))
      }
      guard phase == .awaitingInstruments else { return subscribeBoth(fresh, now, &actions) }
      phase = .streaming
      let all = desks.indices.filter { listed.contains(symbol($0)) }
      subscribeBoth(all, now, &actions)
    } else if phase == .streaming {
      subscribeBoth(fresh, now, &actions)
    }
  }

  private mutating func subscribeBoth(_ indices: [Int], _ now: UInt64, _ actions: inout [FeedAction]) {
    guard !indices.isEmpty else { return }
    subscribe("book", indices, now, &actions)
    subscribe("trade", indices, now, &actions)
  }

  private mutating func take<S: MarketSink>(
    _ instrument: Instrument, _ now: UInt64, _ sink: S, _ fresh: inout [Int], _ actions: inout [FeedAction]
  ) {
    let known = decoder.instruments.id(of: instrument.symbol)
    let before = known.map { decoder.instruments[$0] }
    guard let id = decoder.instruments.insert(instrument) else {
      actions.append(
        .log(
          FeedEvent(
            .error, "too many instruments, pair left",
            ["symbol": instrument.symbol, "limit": "\(decoder.instruments.maximumCount)"])))
      return
    }
    if let before {
      guard before != instrument else { return }
      instrumentsGeneration += 1
      sink.instrument(instrument, id: id)
      let index = Int(id.index)
      let sameScale = before.priceDecimals == instrument.priceDecimals && before.quantityDecimals == instrument.quantityDecimals
      guard !sameScale, phase == .streaming else { return }
      // Its levels are integers of the old precision: a new book.
      invalidate(index, sink)
      resync(index, now, &actions)
    } else {
      instrumentsGeneration += 1
      desks.append(Desk(book: OrderBook(instrument: id, depth: depth)))
      fresh.append(Int(id.index))
      sink.instrument(instrument, id: id)
    }
  }

  mutating func receiveAnswer(_ answer: MethodAnswer, _ actions: inout [FeedAction]) {
    let asked = answer.requestID.flatMap { channels[$0] }
    switch answer.method {
    case "subscribe":
      let channel = answer.channel ?? asked ?? ""
      let isRepeated = answer.error.map { $0.contains("lready subscribed") } ?? false
      let isAccepted = answer.success == true || isRepeated
      if let symbol = answer.symbol, let id = decoder.instruments.id(of: symbol) {
        let index = Int(id.index)
        if channel == "book" { desks[index].bookSubscription.answered(accepted: isAccepted) }
        if channel == "trade" { desks[index].tradeSubscription.answered(accepted: isAccepted) }
      }
      if !isAccepted {
        actions.append(
          .log(
            FeedEvent(
              .error, "subscription refused",
              ["channel": channel, "symbol": answer.symbol ?? "", "error": answer.error ?? "no reason given"])))
      } else if !answer.warnings.isEmpty {
        actions.append(.log(FeedEvent(.debug, "subscription warning", ["channel": channel, "warning": answer.warnings[0]])))
      }
    case "unsubscribe":
      if answer.success == false {
        actions.append(
          .log(FeedEvent(.debug, "unsubscribe refused", ["symbol": answer.symbol ?? "", "error": answer.error ?? "no reason given"])))
      }
    case "pong": break
    case "ping", "error":
      actions.append(.log(FeedEvent(.warning, "exchange refused a request", ["error": answer.error ?? "no reason given"])))
    default: counters.unknown += 1
    }
  }
}
