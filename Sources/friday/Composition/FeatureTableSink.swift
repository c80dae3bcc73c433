import Domain
import Features
import Ports

/// Takes the live feed and writes its feature table: what the engine does with an event, up to its features.
final class FeatureTableSink: MarketSink, AccountSink {
  private let set: FeatureSet
  private var programs: [FeatureProgram] = []
  private var vector: FeatureVector
  private var table: FeatureTable
  private let progress: () -> Void
  private let onFailure: (Diagnostic) -> Void
  private(set) var rows = 0
  private(set) var failure: Diagnostic?

  /// - Parameters:
  ///   - progress: called for each row.
  ///   - onFailure: called once.
  init(table: FeatureTable, set: FeatureSet, progress: @escaping () -> Void, onFailure: @escaping (Diagnostic) -> Void) {
    self.table = table
    self.set = set
    self.progress = progress
    self.onFailure = onFailure
    vector = FeatureVector(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 0), schema: set.schema)
  }

  func instrument(_ instrument: Instrument, id: InstrumentID) {
    guard failure == nil, Int(id.index) >= programs.count else { return }
    attempt { () throws(Diagnostic) in
      programs.append(try FeatureProgram(set: set, instrument: instrument, id: id))
      table.add(instrument: instrument.symbol)
    }
  }

  func trade(_ trade: Trade, readReturned: UInt64) {
    guard failure == nil else { return }
    programs[Int(trade.instrument.index)].update(trade: trade)
    row(trade.instrument, at: trade.time)
  }

  func book(_ top: borrowing BookTop, readReturned: UInt64) {
    guard failure == nil else { return }
    programs[Int(top.instrument.index)].update(book: top)
    row(top.instrument, at: top.time)
  }

  func bookInvalidated(_ instrument: InstrumentID) {
    guard failure == nil else { return }
    programs[Int(instrument.index)].invalidateBook()
  }

  func connectionChanged(_ connected: Bool) {}
  func housekeeping(_ counters: FeedCounters) {}
  func execution(_ report: ExecutionReport) {}
  func orderRejected(clientID: String, reason: String) {}
  func balances(_ balances: [AssetBalance]) {}

  /// Writes what is left.
  func finish() { attempt { () throws(Diagnostic) in try table.finish() } }

  private func row(_ instrument: InstrumentID, at time: Timestamp) {
    let index = Int(instrument.index)
    programs[index].write(into: &vector)
    vector.time = time
    rows += 1
    attempt { () throws(Diagnostic) in try table.add(vector, doubledMid: programs[index].doubledMid) }
    progress()
  }

  private func attempt(_ body: () throws(Diagnostic) -> Void) {
    guard failure == nil else { return }
    do throws(Diagnostic) {
      try body()
    } catch {
      failure = error
      onFailure(error)
    }
  }
}
