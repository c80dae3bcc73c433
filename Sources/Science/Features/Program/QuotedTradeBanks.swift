/// Operators of quotes and trades in order of arrival.
struct QuotedTradeBanks: OperatorBanks {
  typealias Observation = QuotedTrade

  static let entries: [BankEntry<QuotedTradeBanks>] = [
  ]

  mutating func update(_ observation: QuotedTrade) {
  }

  mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
  }

  mutating func writeTimed(at now: Int64, into values: inout MutableSpan<Double>) {
  }
}
