/// Operators of quotes and trades in order of arrival.
struct QuotedTradeBanks: OperatorBanks {
  typealias Observation = QuotedTrade
  private var leeReady = OperatorBank<LeeReady>()
  private var tradeSpreads = OperatorBank<TradeSpreads>()

  static let entries: [BankEntry<QuotedTradeBanks>] = [
    BankEntry(\.leeReady, takes: .quotedTrades),
    BankEntry(\.tradeSpreads, takes: .quotedTrades),
  ]

  mutating func update(_ observation: QuotedTrade) {
    leeReady.update(observation)
    tradeSpreads.update(observation)
  }

  mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    leeReady.write(at: now, into: &values)
    tradeSpreads.write(at: now, into: &values)
  }

  mutating func writeTimed(at now: Int64, into values: inout MutableSpan<Double>) {
    leeReady.writeTimed(at: now, into: &values)
    tradeSpreads.writeTimed(at: now, into: &values)
  }

  var layout: [[Int]] {
    [
      leeReady.layout,
      tradeSpreads.layout,
    ]
  }
}
