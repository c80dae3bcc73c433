extension TradePoint {
  /// Prices beyond this are refused: below it a difference and a sum of two prices fit 64 bits.
  @usableFromInline static let largestPrice: Int64 = 1 << 62

  /// Can operators take it? A negative quantity and a price out of range are no trade.
  @inlinable var isPossible: Bool { quantity >= 0 && price > -Self.largestPrice && price < Self.largestPrice }
}
