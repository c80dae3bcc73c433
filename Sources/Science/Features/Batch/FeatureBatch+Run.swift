public import Domain
public import Ports

extension FeatureBatch {
  /// Events that are read, computed and handed on at a time.
  static let chunk = 4096

  /// Runs a source to its end, one pass, on several cores: the same rows, bit for bit and in the same order, as one worker gives.
  ///
  /// With at least as many instruments as workers each instrument belongs to one worker; with fewer, the features are dealt out among them, operator by
  /// operator. While the workers compute, the caller's side reads ahead and hands finished rows on.
  ///
  /// - Parameters:
  ///   - workers: 1 or more; cores to use.
  ///   - row: gets the rows in the order of the events.
  /// - Returns: rows given.
  /// - Throws: what the source or `row` throws; as ``init(set:instruments:)``.
  @discardableResult
  public static func run(
    source: inout some MarketSource, set: FeatureSet, workers: Int = 2, isolation: isolated (any Actor)? = #isolation,
    row: (BatchRow) throws(Diagnostic) -> Void
  ) async throws(Diagnostic) -> Int {
    let instruments = source.instruments
    let shards = try shards(set: set, instruments: instruments, workers: workers)
    var rows = BatchRows(set: set, instruments: instruments, shards: shards)
    var events = try read(&source)
    var finished: (events: [MarketEvent], blocks: [BatchShard.Block])?
    while !events.isEmpty {
      let (run, workers) = (events, shards.map(\.shard))
      async let blocks = compute(run, on: workers)
      var next: [MarketEvent] = []
      var failure: Diagnostic?
      do throws(Diagnostic) {
        next = try read(&source)
        if let finished { try rows.give(finished.events, finished.blocks, row) }
      } catch {
        failure = error
      }
      finished = (run, await blocks)
      if let failure { throw failure }
      events = next
    }
    if let finished { try rows.give(finished.events, finished.blocks, row) }
    return rows.count
  }

  private static func read(_ source: inout some MarketSource) throws(Diagnostic) -> [MarketEvent] {
    var events: [MarketEvent] = []
    events.reserveCapacity(chunk)
    while events.count < chunk, let event = try source.next() { events.append(event) }
    return events
  }

  @concurrent private static func compute(_ events: [MarketEvent], on shards: [BatchShard]) async -> [BatchShard.Block] {
    await withTaskGroup(of: (Int, BatchShard.Block).self) { group in
      for index in shards.indices { group.addTask { (index, await shards[index].compute(events)) } }
      var blocks = Array(repeating: BatchShard.Block(), count: shards.count)
      for await (index, block) in group { blocks[index] = block }
      return blocks
    }
  }

  /// Deals the work out: instruments where there are enough of them, else the definitions of the set.
  static func shards(set: FeatureSet, instruments: [Instrument], workers: Int) throws(Diagnostic) -> [(shard: BatchShard, owned: [Bool])] {
    precondition(workers >= 1, "somebody has to work")
    let all = Set(set.columns.indices)
    var shards: [(shard: BatchShard, owned: [Bool])] = []
    if instruments.count >= workers {
      for worker in 0..<workers {
        let owned = instruments.indices.map { $0 % workers == worker }
        shards.append((try BatchShard(set: set, instruments: instruments, owned: owned, columns: all), owned))
      }
    } else {
      // Columns of one definition stay together, they share an operator; neighbours differ most in cost, so they are dealt in turn.
      let owned = Array(repeating: true, count: instruments.count)
      for worker in 0..<workers {
        let columns = all.filter { set.columns[$0].definition % workers == worker }
        if !columns.isEmpty { shards.append((try BatchShard(set: set, instruments: instruments, owned: owned, columns: columns), owned)) }
      }
    }
    return shards
  }
}
