public import Domain

/// Turns recorded market events into feature rows by the live program: batch and live cannot differ, they are one code.
///
/// Every event gives one row, in the order of the source, at the event's own time. Memory: one ``FeatureProgram`` and one ``LevelBook`` an instrument and
/// worker. To compute on several cores, ``run(source:set:workers:isolation:row:)``.
public struct FeatureBatch: Sendable {
  public let set: FeatureSet
  public let instruments: [Instrument]
  private var programs: [FeatureProgram]
  /// Index in ``programs`` by instrument.
  private var place: [Int]
  private var books: [LevelBook]
  private var vector: FeatureVector

  /// A batch that has seen nothing.
  ///
  /// - Throws: as ``FeatureProgram/init(set:instrument:id:)``.
  public init(set: FeatureSet, instruments: [Instrument]) throws(Diagnostic) {
    try self.init(set: set, instruments: instruments, owned: instruments.map { _ in true }, columns: Set(set.columns.indices))
  }

  /// A batch of some instruments and columns; the others' events may not be shown to it.
  init(set: FeatureSet, instruments: [Instrument], owned: [Bool], columns: Set<Int>) throws(Diagnostic) {
    self.set = set
    self.instruments = instruments
    programs = []
    place = []
    for index in instruments.indices {
      place.append(programs.count)
      if !owned[index] { continue }
      programs.append(try FeatureProgram(set: set, instrument: instruments[index], id: InstrumentID(index), columns: columns))
    }
    books = instruments.indices.map { LevelBook(instrument: InstrumentID($0)) }
    vector = FeatureVector(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 0), schema: set.schema)
  }

  /// Observes an event and gives the features after it. The storage of the last vector is reused where the caller let go of it.
  ///
  /// - Precondition: the event's instrument is one of ``instruments``.
  public mutating func step(_ event: MarketEvent) -> FeatureVector {
    let index = Int(event.instrument.index)
    let place = place[index]
    switch event {
    case .trade(let trade):
      programs[place].update(trade: trade)
    case .book(_, let time, let bids, let asks):
      books[index].apply(bids: bids, asks: asks, at: time)
      programs[place].update(book: books[index].top)
    case .quote(_, let time, let bid, let ask):
      books[index].replace(bid: bid, ask: ask, at: time)
      programs[place].update(book: books[index].top)
    }
    programs[place].write(into: &vector)
    vector.time = event.time
    return vector
  }

  /// The program of one instrument: its counters and mid.
  public func program(of instrument: InstrumentID) -> FeatureProgram { programs[place[Int(instrument.index)]] }

  /// Bid + ask of an instrument, without a copy of its program.
  public func doubledMid(of instrument: InstrumentID) -> Int64? { programs[place[Int(instrument.index)]].doubledMid }
}
