/// Operators of trades.
struct TradeBanks: OperatorBanks {
  typealias Observation = TradePoint

  static let entries: [BankEntry<TradeBanks>] = [
  ]

  mutating func update(_ observation: TradePoint) {
  }

  mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
  }

  mutating func writeTimed(at now: Int64, into values: inout MutableSpan<Double>) {
  }
}
