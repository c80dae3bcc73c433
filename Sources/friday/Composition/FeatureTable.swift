import Domain
import Features
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

  /// Rows that may wait for a label. Rows keep their order, so one market that has stopped ticking holds back all others: beyond this many its oldest
  /// row leaves with its label unknown.
  private static let mostWaiting = 1 << 20

  private let label: LabelDefinition
  private let file: FeatureTableFile
  private var symbols: [String] = []
  private var joins: [OutcomeJoin] = []
  /// By instrument: numbers of the rows whose label is awaited, oldest first.
  private var awaited: [[Int]] = []
  private var awaitedHead: [Int] = []
  private var rows: [Row] = []
  private var head = 0
  private var firstNumber = 0
  /// Rows written.
  private(set) var written = 0

  init(path: String, set: FeatureSet, label: LabelDefinition) throws(Diagnostic) {
    self.label = label
    file = try FeatureTableFile(path: path, set: set)
  }

  /// Names the next instrument; they are numbered in order.
  mutating func add(instrument symbol: String) {
    symbols.append(symbol)
    joins.append(OutcomeJoin(label: label, capacity: 1 << 24))
    awaited.append([])
    awaitedHead.append(0)
  }

  /// Takes the features after an event, and the mid there.
  ///
  /// - Precondition: the vector's instrument was added.
  mutating func add(_ vector: borrowing FeatureVector, doubledMid: Int64?) throws(Diagnostic) {
    let index = Int(vector.instrument.index)
    let time = vector.time
    rows.append(Row(instrument: index, time: time, values: vector.values))
    if let doubledMid {
      resolve(index, doubledMid: doubledMid, at: time)
      let prediction = Prediction(
        instrument: vector.instrument, time: time, model: 0, schemaHash: vector.schemaHash, margin: 0, probability: 0, doubledMid: doubledMid)
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
    try file.finish()
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
      // Its market had not ticked for so long that the row left without a label.
      guard row >= head else { continue }
      // Outcomes of rows that have left are passed over: those of one market come in the order of time.
      while next < outcomes.count, outcomes[next].prediction.time < rows[row].time { next += 1 }
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
    if rows.count - head > Self.mostWaiting { rows[head].isDecided = true }
    while head < rows.count, rows[head].isDecided {
      let row = rows[head]
      try file.row(symbol: symbols[row.instrument], time: row.time, values: row.values, label: row.label)
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
