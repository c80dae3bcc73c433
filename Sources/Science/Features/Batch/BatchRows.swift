import Domain

/// Puts the shards' results of a run of events together into rows, in the order of the events.
struct BatchRows {
  private let symbols: [String]
  private let columns: [[Int]]
  private let owned: [[Bool]]
  private var row: BatchRow
  /// Rows given.
  private(set) var count = 0

  init(set: FeatureSet, instruments: [Instrument], shards: [(shard: BatchShard, owned: [Bool])]) {
    symbols = instruments.map(\.symbol)
    columns = shards.map { $0.shard.columns }
    owned = shards.map(\.owned)
    row = BatchRow(symbol: "", vector: FeatureVector(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 0), schema: set.schema), doubledMid: nil)
  }

  /// Gives one row for each event.
  mutating func give(_ events: [MarketEvent], _ blocks: [BatchShard.Block], _ give: (BatchRow) throws(Diagnostic) -> Void) throws(Diagnostic) {
    var next = Array(repeating: 0, count: blocks.count)
    for event in events {
      let instrument = Int(event.instrument.index)
      row.symbol = symbols[instrument]
      row.vector.instrument = event.instrument
      row.vector.time = event.time
      for shard in blocks.indices where owned[shard][instrument] {
        let first = next[shard] * columns[shard].count
        for (offset, column) in columns[shard].enumerated() { row.vector.set(column, blocks[shard].values[first + offset]) }
        let mid = blocks[shard].mids[next[shard]]
        row.doubledMid = mid == 0 ? nil : mid
        next[shard] += 1
      }
      try give(row)
      count += 1
    }
  }
}
