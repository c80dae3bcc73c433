public import Domain
public import Ports

/// Turns recorded market events into feature rows by the live operators: batch and live cannot differ, they are one code.
///
/// Every event gives one row, in the order of the source, at the event's own time. Memory: one ``FeatureState`` and one ``LevelBook`` an instrument.
public struct FeatureBatch: Sendable {
  public let set: FeatureSet
  public let instruments: [Instrument]
  private var states: [FeatureState]
  private var books: [LevelBook]
  private var vector: FeatureVector

  public init(set: FeatureSet, instruments: [Instrument]) {
    self.set = set
    self.instruments = instruments
    states = instruments.indices.map { FeatureState(set: set, instrument: instruments[$0], id: InstrumentID($0)) }
    books = instruments.indices.map { LevelBook(instrument: InstrumentID($0)) }
    vector = FeatureVector(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 0), schema: set.schema)
  }

  /// Observes an event and gives the features after it. The storage of the last vector is reused where the caller let go of it.
  ///
  /// - Precondition: the event's instrument is one of ``instruments``.
  public mutating func step(_ event: MarketEvent) -> FeatureVector {
    let index: Int
    switch event {
    case .trade(let trade):
      index = Int(trade.instrument.index)
      states[index].update(trade: trade)
    case .book(let instrument, let time, let bids, let asks):
      index = Int(instrument.index)
      books[index].apply(bids: bids, asks: asks, at: time)
      states[index].update(book: books[index].top)
    case .quote(let instrument, let time, let bid, let ask):
      index = Int(instrument.index)
      books[index].replace(bid: bid, ask: ask, at: time)
      states[index].update(book: books[index].top)
    }
    states[index].write(into: &vector)
    vector.time = event.time
    return vector
  }

  /// Runs a source to its end.
  ///
  /// - Parameter row: gets the instrument's symbol and the vector of each event.
  /// - Returns: rows given.
  /// - Throws: what the source or `row` throws.
  @discardableResult
  public static func run(
    source: inout some MarketSource, set: FeatureSet, row: (String, FeatureVector) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Int {
    var batch = FeatureBatch(set: set, instruments: source.instruments)
    var rows = 0
    while let event = try source.next() {
      let vector = batch.step(event)
      try row(batch.instruments[Int(vector.instrument.index)].symbol, vector)
      rows += 1
    }
    return rows
  }

  /// The state of one instrument: its counters and mid.
  public func state(of instrument: InstrumentID) -> FeatureState { states[Int(instrument.index)] }
}
