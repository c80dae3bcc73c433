import Domain
import KrakenWire
import Ports

extension MarketFeed {
  mutating func receiveBook<S: MarketSink>(_ readReturned: UInt64, _ sink: S, _ actions: inout [FeedAction]) {
    if decoder.book.strangers > 0 { counters.unknown += 1 }
    let isSnapshot = decoder.book.isSnapshot
    for position in 0..<decoder.book.updates.count {
      let update = decoder.book.updates[position]
      let index = Int(update.instrument.index)
      guard desks[index].book.apply(update, of: decoder.book) else { continue }
      if let time = update.time { lastTime = time }
      if let expected = update.checksum {
        let computed = desks[index].book.checksum()
        guard computed == expected else {
          counters.checksumsBad += 1
          invalidate(index, sink)
          actions.append(
            .log(
              FeedEvent(
                .warning, "book checksum mismatch",
                ["symbol": symbol(index), "expected": "\(expected)", "computed": "\(computed)", "snapshot": "\(isSnapshot)"])))
          resync(index, readReturned, &actions)
          continue
        }
        counters.checksumsGood += 1
      } else if !isSnapshot {
        // Without its checksum an update proves nothing: as good as a mismatch.
        noteMalformed("book update of \(symbol(index)) without a checksum", code: "missing", &actions)
        invalidate(index, sink)
        resync(index, readReturned, &actions)
        continue
      }
      guard !update.isEmpty, let time = update.time ?? lastTime else { continue }
      desks[index].isValid = true
      sink.book(desks[index].book.top(time: time), readReturned: readReturned)
    }
  }

  mutating func receiveTrades<S: MarketSink>(_ readReturned: UInt64, _ sink: S) {
    if decoder.trades.strangers > 0 { counters.unknown += 1 }
    // A snapshot holds the last fifty trades, which are history: asked for with snapshot false, left if it comes.
    guard !decoder.trades.isSnapshot else { return }
    for position in 0..<decoder.trades.trades.count {
      let trade = decoder.trades.trades[position]
      lastTime = trade.time
      sink.trade(trade, readReturned: readReturned)
    }
  }

  func symbol(_ index: Int) -> String { decoder.instruments.instruments[index].symbol }

  mutating func invalidate<S: MarketSink>(_ index: Int, _ sink: S) {
    desks[index].book.invalidate()
    desks[index].isValid = false
    sink.bookInvalidated(InstrumentID(index))
  }

  /// Asks for one book anew, now or when its budget allows.
  mutating func resync(_ index: Int, _ now: UInt64, _ actions: inout [FeedAction]) {
    guard phase == .streaming, desks[index].retryAt == nil else { return }
    askForBook(index, now, &actions)
  }

  mutating func askForBook(_ index: Int, _ now: UInt64, _ actions: inout [FeedAction]) {
    if let later = desks[index].budget.take(at: now) {
      desks[index].retryAt = later
      actions.append(
        .log(
          FeedEvent(
            .error, "book fails again and again, waiting before the next try",
            ["symbol": symbol(index), "seconds": "\((later - now) / 1_000_000_000)"])))
      return
    }
    counters.resyncs += 1
    desks[index].book.invalidate()
    let text = RequestText.market(
      "unsubscribe", channel: "book", symbols: [symbol(index)], depth: depth, snapshot: nil, requestID: request("book"))
    actions.append(.send(text))
    subscribe("book", [index], now, &actions)
  }

  /// Asks for a channel of some instruments, a hundred a request.
  mutating func subscribe(_ channel: String, _ indices: [Int], _ now: UInt64, _ actions: inout [FeedAction]) {
    var start = 0
    while start < indices.count {
      let part = indices[start..<min(start + Self.symbolsPerRequest, indices.count)]
      start += Self.symbolsPerRequest
      let isBook = channel == "book"
      for index in part {
        if isBook { desks[index].bookSubscription.asked(at: now) } else { desks[index].tradeSubscription.asked(at: now) }
      }
      let text = RequestText.market(
        "subscribe", channel: channel, symbols: part.map { symbol($0) }, depth: isBook ? depth : nil, snapshot: isBook,
        requestID: request(channel))
      actions.append(.send(text))
    }
  }

  mutating func request(_ channel: String) -> Int64 {
    let id = nextRequestID
    nextRequestID += 1
    channels[id] = channel
    // Requests are few; an exchange that never answers must not make this grow.
    if channels.count > 4096, let oldest = channels.keys.min() { channels[oldest] = nil }
    return id
  }
}
