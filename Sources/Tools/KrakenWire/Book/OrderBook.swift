public import Domain

/// The level-2 book of one instrument, kept equal to the exchange's.
///
/// Sides are arrays sorted best first. Levels of a frame apply in array order, quantity 0 deletes, a delete of an unknown price is
/// nothing, then each side is cut to the subscribed depth. Updates before the first snapshot are discarded.
/// Cost: O(log depth) to find a level, O(depth) to shift; no allocation once the sides have grown.
///
/// Source: Kraken, "How to maintain a valid order book" and "Book checksum (v2)".
public struct OrderBook: Sendable {
  public let instrument: InstrumentID
  /// Levels kept a side.
  public let depth: Int
  /// Best (highest) first.
  public private(set) var bids: [BookLevel] = []
  /// Best (lowest) first.
  public private(set) var asks: [BookLevel] = []
  /// A snapshot has been applied since the last ``invalidate()``.
  public private(set) var hasSnapshot = false

  /// - Parameter depth: as subscribed: 10, 25, 100, 500 or 1000; any positive number is kept to.
  public init(instrument: InstrumentID, depth: Int) {
    precondition(depth > 0, "a book has levels")
    self.instrument = instrument
    self.depth = depth
    bids.reserveCapacity(depth + 1)
    asks.reserveCapacity(depth + 1)
  }

  /// Forgets all levels and waits for a snapshot.
  public mutating func invalidate() {
    bids.removeAll(keepingCapacity: true)
    asks.removeAll(keepingCapacity: true)
    hasSnapshot = false
  }

  /// Applies the changes of one frame.
  ///
  /// - Parameters:
  ///   - bids: changes of the bid side, in the frame's order.
  ///   - asks: likewise.
  ///   - isSnapshot: replaces what was there.
  /// - Returns: `false` when the frame was discarded because no snapshot has come yet.
  @discardableResult
  public mutating func apply(bids newBids: Span<BookLevel>, asks newAsks: Span<BookLevel>, isSnapshot: Bool) -> Bool {
    if isSnapshot {
      invalidate()
      hasSnapshot = true
    }
    guard hasSnapshot else { return false }
    for index in newBids.indices { Self.apply(newBids[index], to: &bids, descending: true) }
    for index in newAsks.indices { Self.apply(newAsks[index], to: &asks, descending: false) }
    if bids.count > depth { bids.removeLast(bids.count - depth) }
    if asks.count > depth { asks.removeLast(asks.count - depth) }
    return true
  }

  /// Applies one update of a decoded frame.
  @discardableResult
  public mutating func apply(_ update: BookUpdate, of frame: borrowing BookFrame) -> Bool {
    let levels = frame.levels.span
    return apply(bids: levels.extracting(update.bids), asks: levels.extracting(update.asks), isSnapshot: frame.isSnapshot)
  }

  private static func apply(_ level: BookLevel, to side: inout [BookLevel], descending: Bool) {
    var low = 0
    var high = side.count
    while low < high {
      let middle = (low + high) / 2
      let isBetter = descending ? side[middle].price > level.price : side[middle].price < level.price
      if isBetter { low = middle + 1 } else { high = middle }
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

  /// The best levels, for features.
  public func top(time: Timestamp) -> BookTop {
    var top = BookTop(instrument: instrument, time: time)
    for index in 0..<min(bids.count, BookTop.depth) { top.appendBid(bids[index]) }
    for index in 0..<min(asks.count, BookTop.depth) { top.appendAsk(asks[index]) }
    return top
  }

  /// Best bid at or above best ask. It happens for moments with a right checksum.
  public var isCrossed: Bool {
    guard let bid = bids.first, let ask = asks.first else { return false }
    return bid.price >= ask.price
  }

  /// What is wrong with the book's own order, or `nil`: sides strictly sorted, quantities positive, within the depth.
  public func violation() -> String? {
    if bids.count > depth || asks.count > depth { return "deeper than \(depth)" }
    for index in bids.indices.dropFirst() where bids[index].price >= bids[index - 1].price { return "bid \(index) is not below the one before" }
    for index in asks.indices.dropFirst() where asks[index].price <= asks[index - 1].price { return "ask \(index) is not above the one before" }
    for level in bids + asks where level.quantity.units <= 0 || level.price.units <= 0 { return "a level without price or quantity" }
    return nil
  }
}
