/// Operators of two series side by side.
struct PairBanks: OperatorBanks {
  typealias Observation = PairPoint

  static let entries: [BankEntry<PairBanks>] = [
  ]

  mutating func update(_ observation: PairPoint) {
  }

  mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
  }

  mutating func writeTimed(at now: Int64, into values: inout MutableSpan<Double>) {
  }
}
