import Domain

/// One worker's share of a batch: some instruments, or all of them with some columns. Every shard admits the events itself, so that what it computes is what
/// the whole would have computed.
actor BatchShard {
  /// Results for a run of events: `columns.count` numbers for each event of an instrument of this shard, and its doubled mid (0 for none).
  struct Block: Sendable {
    var values: [Double] = []
    var mids: [Int64] = []
  }

  nonisolated let columns: [Int]
  private var batch: FeatureBatch
  private let owned: [Bool]

  /// - Parameter owned: by instrument, whether its events are this shard's.
  init(set: FeatureSet, instruments: [Instrument], owned: [Bool], columns: Set<Int>) throws(Diagnostic) {
    self.columns = columns.sorted()
    self.owned = owned
    batch = try FeatureBatch(set: set, instruments: instruments, owned: owned, columns: columns)
  }

  /// Computes the rows of the next run of events.
  func compute(_ events: [MarketEvent]) -> Block {
    var block = Block()
    block.values.reserveCapacity(events.count * columns.count)
    block.mids.reserveCapacity(events.count)
    for event in events where owned[Int(event.instrument.index)] {
      let vector = batch.step(event)
      for column in columns { block.values.append(vector.values[column]) }
      block.mids.append(batch.doubledMid(of: event.instrument) ?? 0)
    }
    return block
  }
}
