/// A candle that has not closed, in integers.
struct CandleInProgress: Codable, Sendable {
  private(set) var count = 0
  private var open: Int64 = 0
  private var high: Int64 = 0
  private var low: Int64 = 0
  private var close: Int64 = 0
  /// Saturates at 2⁶³ − 1 units.
  private var volume: Int64 = 0

  /// Takes the next price in.
  @inline(__always) mutating func add(_ price: Int64, quantity: Int64) {
    if count == 0 {
      (open, high, low) = (price, price, price)
    } else {
      high = max(high, price)
      low = min(low, price)
    }
    close = price
    let (sum, overflow) = volume.addingReportingOverflow(quantity)
    volume = overflow ? .max : sum
    count += 1
  }

  /// The candle as operators take it; without volume that is NaN.
  func bar(time: Int64, pricePower: Double, quantityPower: Double, hasVolume: Bool) -> Bar {
    Bar(
      time: time, open: Double(open) / pricePower, high: Double(high) / pricePower, low: Double(low) / pricePower, close: Double(close) / pricePower,
      volume: hasVolume ? Double(volume) / quantityPower : .nan)
  }
}
