/// Operators of one series of values.
struct SeriesBanks: OperatorBanks {
  typealias Observation = SeriesPoint

  static let entries: [BankEntry<SeriesBanks>] = [
  ]

  mutating func update(_ observation: SeriesPoint) {
  }

  mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
  }

  mutating func writeTimed(at now: Int64, into values: inout MutableSpan<Double>) {
  }
}
