public import Domain

/// A whole book of one instrument built from ``MarketEvent`` changes: what batch computation reads where live has the feed's verified book.
///
/// Best levels stand at the end of their arrays, so that a change near the top moves little memory. As a client of the exchange does, it cuts each side to the
/// best `depth` levels after every event: a level that was pushed out of view gets no deletion, and kept it would stand in the way of the book for ever.
public struct LevelBook: Sendable {
  public let instrument: InstrumentID
  public let depth: Int
  public private(set) var time = Timestamp(nanoseconds: 0)
  private var bids: [BookLevel] = []
  private var asks: [BookLevel] = []

  public init(instrument: InstrumentID, depth: Int = BookTop.depth) {
    precondition(depth >= BookTop.depth, "a book keeps at least what features read")
    self.instrument = instrument
    self.depth = depth
  }

  /// Applies level changes in order (quantity 0 deletes), then cuts each side to the depth.
  public mutating func apply(bids changedBids: [BookLevel], asks changedAsks: [BookLevel], at time: Timestamp) {
    self.time = time
    for level in changedBids { Self.change(&bids, to: level) { $0 < $1 } }
    for level in changedAsks { Self.change(&asks, to: level) { $0 > $1 } }
    if bids.count > depth { bids.removeFirst(bids.count - depth) }
    if asks.count > depth { asks.removeFirst(asks.count - depth) }
  }

  /// The whole book is one level a side; a level of quantity 0 is none.
  public mutating func replace(bid: BookLevel, ask: BookLevel, at time: Timestamp) {
    self.time = time
    bids.removeAll(keepingCapacity: true)
    asks.removeAll(keepingCapacity: true)
    if bid.quantity.units != 0 { bids.append(bid) }
    if ask.quantity.units != 0 { asks.append(ask) }
  }

  /// The best ten levels of each side.
  public var top: BookTop {
    var top = BookTop(instrument: instrument, time: time)
    for index in 0..<min(BookTop.depth, bids.count) { top.appendBid(bids[bids.count - 1 - index]) }
    for index in 0..<min(BookTop.depth, asks.count) { top.appendAsk(asks[asks.count - 1 - index]) }
    return top
  }

  /// Changes one level of a side kept worst first; `worse(a, b)`: price a is worse than price b.
  private static func change(_ side: inout [BookLevel], to level: BookLevel, worse: (Price, Price) -> Bool) {
    var low = 0
    var high = side.count
    while low < high {
      let middle = (low + high) / 2
      if worse(side[middle].price, level.price) { low = middle + 1 } else { high = middle }
    }
    let found = low < side.count && side[low].price == level.price
    if level.quantity.units == 0 {
      if found { side.remove(at: low) }
    } else if found {
      side[low].quantity = level.quantity
    } else {
      side.insert(level, at: low)
    }
  }
}
