/// One client's subscriptions, as the exchange knows them.
struct ExchangeSession: Sendable {
  /// By instrument; 0: not subscribed.
  var bookDepths: [Int]
  /// By instrument.
  var trades: [Bool]
  var instruments = false
  /// The last sequence number sent; `nil`: not subscribed.
  var executionsSequence: UInt64?
  var balancesSequence: UInt64?

  init(instruments count: Int) {
    bookDepths = Array(repeating: 0, count: count)
    trades = Array(repeating: false, count: count)
  }

  var isSubscribed: Bool { instruments || executionsSequence != nil || balancesSequence != nil || followsMarket }

  /// Any book or trades at all.
  var followsMarket: Bool { bookDepths.contains { $0 > 0 } || trades.contains(true) }

  /// Books and trades of the same, at least one, instruments: the subscriptions are complete and nothing would be missed.
  var isReadyToPlay: Bool {
    var any = false
    for index in trades.indices {
      guard trades[index] == (bookDepths[index] > 0) else { return false }
      if trades[index] { any = true }
    }
    return any
  }
}
