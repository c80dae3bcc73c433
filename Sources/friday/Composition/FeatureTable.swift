import Domain
import Features
import Ports
import Tables
import Training

/// Turns a market into a feature table: one row an event, with the label that became known behind it.
///
/// Columns: `symbol,time_ns,` the set's columns, `label`. A missing feature and a label whose horizon the recording does not reach are empty
/// cells. A row carries only what was known at its event; its label waits in a queue until the horizon has passed, so the rows keep their order.
struct FeatureTable {
  private struct Row {
    var instrument: Int
    var time: Timestamp
    var values: [Double]
    var label: Bool?
    var isDecided = false
  }

  private let label: LabelDefinition
  private let symbols: [String]
  private let writer: CSVWriter
  private var batch: FeatureBatch
  private var joins: [OutcomeJoin]
  /// By instrument: numbers of the rows whose label is awaited, oldest first.
  private var awaited: [[Int]]
  private var awaitedHead: [Int]
  private var rows: [Row] = []
  private var head = 0
  private var firstNumber = 0
  /// Rows written.
  private(set) var written = 0

  init(path: String, set: FeatureSet, instruments: [Instrument], label: LabelDefinition) throws(Diagnostic) {
    self.label = label
    symbols = instruments.map(\.symbol)
    writer = try CSVWriter(path: path, header: ["symbol", "time_ns"] + set.schema.columns + ["label"])
    batch = FeatureBatch(set: set, instruments: instruments)
    joins = instruments.map { _ in OutcomeJoin(label: label, capacity: 1 << 24) }
    awaited = instruments.map { _ in [] }
    awaitedHead = instruments.map { _ in 0 }
  }

  /// Takes the next event.
  mutating func step(_ event: MarketEvent) throws(Diagnostic) {
    let vector = batch.step(event)
    let index = Int(vector.instrument.index)
    rows.append(Row(instrument: index, time: event.time, values: vector.values))
    if let doubledMid = batch.state(of: vector.instrument).doubledMid {
      resolve(index, doubledMid: doubledMid, at: event.time)
      let prediction = Prediction(
        instrument: vector.instrument, time: event.time, model: 0, schemaHash: vector.schemaHash, margin: 0, probability: 0, doubledMid: doubledMid)
      if joins[index].add(prediction) { awaited[index].append(firstNumber + rows.count - 1) } else { rows[rows.count - 1].isDecided = true }
    } else {
      rows[rows.count - 1].isDecided = true
    }
    try flush()
  }

  /// Writes what is left, its labels unknown, and closes the file.
  mutating func finish() throws(Diagnostic) {
    for index in head..<rows.count { rows[index].isDecided = true }
    try flush()
    try writer.finish()
  }

  /// The rows that leave the join are the oldest awaited ones, in order; each outcome names its row by time and mid, a row without one stays unknown.
  private mutating func resolve(_ index: Int, doubledMid: Int64, at time: Timestamp) {
    let before = joins[index].pending
    var outcomes: [Outcome] = []
    joins[index].observe(doubledMid: doubledMid, at: time) { outcome, _ in outcomes.append(copy outcome) }
    var next = 0
    for _ in joins[index].pending..<before {
      let number = awaited[index][awaitedHead[index]]
      awaitedHead[index] += 1
      let row = number - firstNumber
      if next < outcomes.count, outcomes[next].prediction.time == rows[row].time {
        rows[row].label = outcomes[next].happened
        next += 1
      }
      rows[row].isDecided = true
    }
    if awaitedHead[index] > 65_536 {
      awaited[index].removeFirst(awaitedHead[index])
      awaitedHead[index] = 0
    }
  }

  private mutating func flush() throws(Diagnostic) {
    while head < rows.count, rows[head].isDecided {
      let row = rows[head]
      let symbol = symbols[row.instrument]
      try writer.row { cells in
        cells.text(symbol)
        cells.integer(row.time.nanoseconds)
        for value in row.values { if value.isNaN { cells.empty() } else { cells.number(value) } }
        if let label = row.label { cells.integer(label ? 1 : 0) } else { cells.empty() }
      }
      head += 1
      written += 1
    }
    if head > 65_536 {
      rows.removeFirst(head)
      firstNumber += head
      head = 0
    }
  }
}
