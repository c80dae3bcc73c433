public import Domain

/// The ten best levels a side as a market displays them: what clients see and what the paper account trades against.
public struct DisplayedBook: Sendable, Hashable {
  /// Levels displayed a side.
  public static let depth = 10

  /// Best first.
  public private(set) var bids: [BookLevel] = []
  /// Best first.
  public private(set) var asks: [BookLevel] = []
  /// Bids that the last ``apply(bids:asks:)`` pushed out of view: still in the market, no longer displayed.
  public private(set) var displacedBids: [BookLevel] = []
  /// Asks likewise.
  public private(set) var displacedAsks: [BookLevel] = []

  public init() {
    bids.reserveCapacity(Self.depth + 1)
    asks.reserveCapacity(Self.depth + 1)
  }

  /// Applies level changes in order (quantity 0 deletes), then cuts each side to ten levels.
  public mutating func apply(bids newBids: [BookLevel], asks newAsks: [BookLevel]) {
    for level in newBids { Self.apply(level, to: &bids, isBid: true) }
    for level in newAsks { Self.apply(level, to: &asks, isBid: false) }
    Self.cut(&bids, &displacedBids)
    Self.cut(&asks, &displacedAsks)
  }

  private static func apply(_ level: BookLevel, to levels: inout [BookLevel], isBid: Bool) {
    var index = 0
    while index < levels.count, isBid ? levels[index].price > level.price : levels[index].price < level.price { index += 1 }
    let found = index < levels.count && levels[index].price == level.price
    if level.quantity == .zero {
      if found { levels.remove(at: index) }
    } else if found {
      levels[index].quantity = level.quantity
    } else {
      levels.insert(level, at: index)
    }
  }

  private static func cut(_ levels: inout [BookLevel], _ displaced: inout [BookLevel]) {
    displaced.removeAll(keepingCapacity: true)
    while levels.count > depth { displaced.append(levels.removeLast()) }
  }

  /// Makes the book one level a side: a recorded quote. Quantity 0 leaves the side empty.
  public mutating func show(bid: BookLevel, ask: BookLevel) {
    bids.removeAll(keepingCapacity: true)
    asks.removeAll(keepingCapacity: true)
    displacedBids.removeAll(keepingCapacity: true)
    displacedAsks.removeAll(keepingCapacity: true)
    if bid.quantity > .zero { bids.append(bid) }
    if ask.quantity > .zero { asks.append(ask) }
  }

  /// The levels an order of this side can take, best first.
  public func opposite(of side: Side) -> [BookLevel] { side == .buy ? asks : bids }
}
