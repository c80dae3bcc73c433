public import Domain

/// What one look at a book says: spread, imbalance of the visible depth, microprice.
///
/// Stateless. Asked only of a book whose sides both exist and which is not crossed (locked is fine).
///
/// Source: the golden definitions `book_spread`, `depth_imbalance`, `microprice`.
public enum BookShape {
  /// Spread in basis points of the mid: 10⁴ (a − b) / mid, ≥ 0. Prices positive.
  @inlinable public static func spread(_ book: borrowing BookTop) -> Double {
    let bid = book.bid(0).price.units
    let ask = book.ask(0).price.units
    return 20_000 * Double(ask - bid) / Double(ask + bid)
  }

  /// (B − A)/(B + A) of the summed quantities of the best `levels` of each side, −1…1; `nil` when a side has fewer.
  @inlinable public static func imbalance(_ book: borrowing BookTop, levels: Int) -> Double? {
    guard book.bidCount >= levels, book.askCount >= levels else { return nil }
    var bids = 0.0
    var asks = 0.0
    for level in 0..<levels {
      bids += Double(book.bid(level).quantity.units)
      asks += Double(book.ask(level).quantity.units)
    }
    return bids + asks > 0 ? (bids - asks) / (bids + asks) : nil
  }

  /// How far the microprice (Pb Qa + Pa Qb)/(Qa + Qb) of the best level lies from the mid, in basis points of the mid.
  ///
  /// Computed as ½ (a − b)(Qb − Qa)/(Qb + Qa): the difference of two nearly equal prices is never formed.
  @inlinable public static func micropriceDeviation(_ book: borrowing BookTop) -> Double? {
    let bid = book.bid(0)
    let ask = book.ask(0)
    let quantity = Double(bid.quantity.units) + Double(ask.quantity.units)
    guard quantity > 0 else { return nil }
    let lean = Double(bid.quantity.units - ask.quantity.units) / quantity
    return 10_000 * lean * Double(ask.price.units - bid.price.units) / Double(ask.price.units + bid.price.units)
  }
}
