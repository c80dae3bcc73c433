import Domain

/// Operators of books.
struct BookBanks: OperatorBanks {
  typealias Observation = BookTop
  private var bookSpread = OperatorBank<BookSpread>()
  private var depthImbalance = OperatorBank<DepthImbalance>()
  private var impactSpread = OperatorBank<ImpactSpread>()
  private var microprice = OperatorBank<Microprice>()
  private var multiLevelOrderFlowImbalance = OperatorBank<MultiLevelOrderFlowImbalance>()

  static let entries: [BankEntry<BookBanks>] = [
    BankEntry(\.bookSpread, takes: .books),
    BankEntry(\.depthImbalance, takes: .books),
    BankEntry(\.impactSpread, takes: .books),
    BankEntry(\.microprice, takes: .books),
    BankEntry(\.multiLevelOrderFlowImbalance, takes: .books),
  ]

  mutating func update(_ observation: BookTop) {
    bookSpread.update(observation)
    depthImbalance.update(observation)
    impactSpread.update(observation)
    microprice.update(observation)
    multiLevelOrderFlowImbalance.update(observation)
  }

  mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    bookSpread.write(at: now, into: &values)
    depthImbalance.write(at: now, into: &values)
    impactSpread.write(at: now, into: &values)
    microprice.write(at: now, into: &values)
    multiLevelOrderFlowImbalance.write(at: now, into: &values)
  }

  mutating func writeTimed(at now: Int64, into values: inout MutableSpan<Double>) {
    bookSpread.writeTimed(at: now, into: &values)
    depthImbalance.writeTimed(at: now, into: &values)
    impactSpread.writeTimed(at: now, into: &values)
    microprice.writeTimed(at: now, into: &values)
    multiLevelOrderFlowImbalance.writeTimed(at: now, into: &values)
  }

  var layout: [[Int]] {
    [
      bookSpread.layout,
      depthImbalance.layout,
      impactSpread.layout,
      microprice.layout,
      multiLevelOrderFlowImbalance.layout,
    ]
  }
}
