import Domain
import Foundation

/// The twenty columns from the whole history each time: what they mean, without a thought for speed.
struct NaiveFeatures {
  private var trades: [(time: Int64, price: Int64, quantity: Int64, side: Side)] = []
  private var books: [(time: Int64, bid: BookLevel, ask: BookLevel)] = []
  private var mids: [(time: Int64, doubled: Int64)] = []
  private var lastTop: BookTop?
  private var bookSeen = false
  private var bookValid = false
  private var now: Int64?
  private var lateInARow = 0

  private mutating func admit(_ time: Int64) -> Int64? {
    if let now, time < now {
      if now - time > 5_000_000_000 {
        lateInARow += 1
        if lateInARow < 64 { return nil }
        let seen = bookSeen
        self = NaiveFeatures()
        bookSeen = seen
        self.now = time
        return time
      }
      lateInARow = 0
      return now
    }
    lateInARow = 0
    now = time
    return time
  }

  mutating func update(_ event: MarketEvent) {
    switch event {
    case .trade(let trade):
      guard trade.price.units > 0, trade.price.units <= 1 << 50, trade.quantity.units > 0, trade.quantity.units <= 1 << 60,
        let time = admit(trade.time.nanoseconds)
      else { return }
      trades.append((time, trade.price.units, trade.quantity.units, trade.side))
      if !bookSeen { mids.append((time, 2 * trade.price.units)) }
    case .book(_, let stamp, let bids, let asks):
      guard let time = admit(stamp.nanoseconds) else { return }
      if !bookSeen {
        bookSeen = true
        mids = []
      }
      bookValid = false
      guard let bid = bids.first, let ask = asks.first, bid.price.units > 0, bid.price <= ask.price else { return }
      bookValid = true
      lastTop = SyntheticMarket.top(of: event)
      books.append((time, bid, ask))
      mids.append((time, bid.price.units + ask.price.units))
    case .quote: preconditionFailure("the synthetic market has no quotes")
    }
  }

  var values: [Double?] {
    guard let now else { return Array(repeating: nil, count: 20) }
    var values: [Double?] = Array(repeating: nil, count: 20)
    if let mid = bookSeen && !bookValid ? nil : mids.last?.doubled {
      for (column, seconds) in [(0, 1), (1, 10), (2, 60)] {
        let then = mids.last { $0.time <= now - Int64(seconds) * 1_000_000_000 }
        values[column] = then.map { log1p(Double(mid - $0.doubled) / Double($0.doubled)) }
      }
      values[3] = volatility(halfLife: 10, now)
      values[4] = volatility(halfLife: 60, now)
      if let average = average(now) { values[15] = 10_000 * (Double(mid) / 2 / average - 1) }
      let closes = closes(before: now)
      values[16] = strength(closes)
      if let (line, signal) = convergence(closes) {
        values[17] = 10_000 * line / (Double(mid) / 2)
        values[18] = 10_000 * signal / (Double(mid) / 2)
        values[19] = 10_000 * (line - signal) / (Double(mid) / 2)
      }
    }
    if bookValid, let top = lastTop {
      let (bid, ask) = (Double(top.bid(0).price.units), Double(top.ask(0).price.units))
      let (bidSize, askSize) = (Double(top.bid(0).quantity.units), Double(top.ask(0).quantity.units))
      let mid = (bid + ask) / 2
      values[5] = 10_000 * (ask - bid) / mid
      values[6] = (bidSize - askSize) / (bidSize + askSize)
      if top.bidCount >= 5, top.askCount >= 5 {
        let (left, right) = ((0..<5).map { Double(top.bid($0).quantity.units) }.reduce(0, +), (0..<5).map { Double(top.ask($0).quantity.units) }.reduce(0, +))
        values[7] = (left - right) / (left + right)
      }
      values[8] = 10_000 * ((bid * askSize + ask * bidSize) / (bidSize + askSize) - mid) / mid
      values[9] = flow(1, now)
      values[10] = flow(10, now)
    }
    if !trades.isEmpty {
      for (column, tau) in [(11, 10.0), (12, 60.0)] { values[column] = trades.map { exp(-Double(now - $0.time) / (tau * 1e9)) / tau }.reduce(0, +) }
    }
    values[13] = imbalance(10, now)
    values[14] = imbalance(60, now)
    return values
  }

  private func volatility(halfLife: Double, _ now: Int64) -> Double? {
    guard let first = mids.first, Double(now - first.time) >= halfLife / 4 * 1e9 else { return nil }
    var sum = 0.0
    for (before, after) in zip(mids, mids.dropFirst()) {
      let move = log(Double(after.doubled) / Double(before.doubled))
      sum += move * move * pow(2, -Double(now - after.time) / (halfLife * 1e9))
    }
    let observed = halfLife / log(2) * (1 - pow(2, -Double(now - first.time) / (halfLife * 1e9)))
    return (sum / observed).squareRoot()
  }

  private func average(_ now: Int64) -> Double? {
    let window = trades.filter { $0.time > now - 60_000_000_000 }
    let quantity = window.map { Double($0.quantity) }.reduce(0, +)
    return quantity > 0 ? window.map { Double($0.price) * Double($0.quantity) }.reduce(0, +) / quantity : nil
  }

  private func imbalance(_ seconds: Int64, _ now: Int64) -> Double? {
    let window = trades.filter { $0.time > now - seconds * 1_000_000_000 }
    let total = window.map { Double($0.quantity) }.reduce(0, +)
    return total > 0 ? window.map { ($0.side == .buy ? 1 : -1) * Double($0.quantity) }.reduce(0, +) / total : nil
  }

  private func flow(_ seconds: Int64, _ now: Int64) -> Double? {
    var events = 0.0
    var depth = 0.0
    var count = 0.0
    for (before, after) in zip(books, books.dropFirst()) where after.time > now - seconds * 1_000_000_000 {
      if after.bid.price >= before.bid.price { events += Double(after.bid.quantity.units) }
      if after.bid.price <= before.bid.price { events -= Double(before.bid.quantity.units) }
      if after.ask.price <= before.ask.price { events -= Double(after.ask.quantity.units) }
      if after.ask.price >= before.ask.price { events += Double(before.ask.quantity.units) }
      depth += Double(after.bid.quantity.units + after.ask.quantity.units) / 2
      count += 1
    }
    return count > 0 ? events / (depth / count) : nil
  }

  /// Closes, as mids, of the one-second bars that have ended.
  private func closes(before now: Int64) -> [Double] {
    var last: [Int64: Double] = [:]
    for mid in mids where mid.time / 1_000_000_000 < now / 1_000_000_000 { last[mid.time / 1_000_000_000] = Double(mid.doubled) / 2 }
    return last.sorted { $0.key < $1.key }.map(\.value)
  }

  private func strength(_ closes: [Double]) -> Double? {
    let moves = zip(closes.dropFirst(), closes).map { $0 - $1 }
    guard moves.count >= 14 else { return nil }
    var gain = moves.prefix(14).map { max($0, 0) }.reduce(0, +) / 14
    var loss = moves.prefix(14).map { max(-$0, 0) }.reduce(0, +) / 14
    for move in moves.dropFirst(14) {
      gain = (gain * 13 + max(move, 0)) / 14
      loss = (loss * 13 + max(-move, 0)) / 14
    }
    return gain + loss > 0 ? 100 - 100 / (1 + gain / loss) : nil
  }

  private func convergence(_ closes: [Double]) -> (Double, Double)? {
    guard closes.count >= 34 else { return nil }
    var slow = closes[0..<26].reduce(0, +) / 26
    var fast = closes[14..<26].reduce(0, +) / 12
    var lines = [fast - slow]
    for close in closes[26...] {
      slow = slow * 25 / 27 + close * 2 / 27
      fast = fast * 11 / 13 + close * 2 / 13
      lines.append(fast - slow)
    }
    var signal = lines[0..<9].reduce(0, +) / 9
    for line in lines[9...] { signal = signal * 0.8 + line * 0.2 }
    return (lines[lines.count - 1], signal)
  }
}
