/// Operators of two series side by side.
struct PairBanks: OperatorBanks {
  typealias Observation = PairPoint
  private var correlation = OperatorBank<Correlation>()
  private var ewmaCorrelation = OperatorBank<EWMACorrelation>()

  static let entries: [BankEntry<PairBanks>] = [
    BankEntry(\.correlation, takes: .pairs),
    BankEntry(\.ewmaCorrelation, takes: .pairs),
  ]

  mutating func update(_ observation: PairPoint) {
    correlation.update(observation)
    ewmaCorrelation.update(observation)
  }

  mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    correlation.write(at: now, into: &values)
    ewmaCorrelation.write(at: now, into: &values)
  }

  mutating func writeTimed(at now: Int64, into values: inout MutableSpan<Double>) {
    correlation.writeTimed(at: now, into: &values)
    ewmaCorrelation.writeTimed(at: now, into: &values)
  }

  var layout: [[Int]] {
    [
      correlation.layout,
      ewmaCorrelation.layout,
    ]
  }
}
