/// Operators of candles.
struct BarBanks: OperatorBanks {
  typealias Observation = Bar

  static let entries: [BankEntry<BarBanks>] = [
  ]

  mutating func update(_ observation: Bar) {
  }

  mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
  }

  mutating func writeTimed(at now: Int64, into values: inout MutableSpan<Double>) {
  }
}
