internal import Statistics

/// Ticks as columns, from a seed: prices with one decimal, quantities with eight, none of which is 0, so that every way to print them gives one text.
struct TickTable {
  var prices: [Int64] = []
  var quantities: [Int64] = []
  var bids: [Int64] = []
  var asks: [Int64] = []

  /// The first tick's number; the next ones follow.
  static let firstID: Int64 = 1_000_000_000
  /// The first tick's time and the step to the next one, in nanoseconds.
  static let (firstTime, timeStep): (Int64, Int64) = (1_700_000_000_123_456_789, 1_000_003)

  init(seed: UInt64, count: Int) {
    var random = SplitMix(seed: seed)
    for _ in 0..<count {
      let price = 10 * Int64(30_000 + random.number(below: 20_000)) + Int64(2 + random.number(below: 7))
      prices.append(price)
      bids.append(price - 1)
      asks.append(price + 1)
      quantities.append(1_000_000 + 10 * Int64(random.number(below: 50_000_000)) + Int64(1 + random.number(below: 9)))
    }
  }

  /// What the peer reads: price, quantity, bid and ask behind each other, each as the integer of its last decimal.
  var columns: [Double] { (prices + quantities + bids + asks).map(Double.init) }
}
