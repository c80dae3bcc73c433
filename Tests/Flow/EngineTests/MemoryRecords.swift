import Domain
import Ports

/// A journal that only remembers what was appended, in order, and refuses from a chosen record on.
final class MemoryRecords: RecordSink {
  /// A feature row: its bits, so that NaN equals NaN.
  struct Features: Hashable {
    var time: Timestamp
    var bits: [UInt64]
    var mask: UInt128
    var isPoint: Bool
  }

  enum Record: Hashable {
    case instrument(String, InstrumentID)
    case model(ModelVersion, UInt16, UInt64, Int64)
    case trade(Trade, Timestamp)
    case book(Int64?, Timestamp)
    case features(Features)
    case prediction(Prediction)
    case outcome(Outcome)
    case drift(DriftVerdict)
    case order(NewOrder)

    var kind: String { String(describing: self).prefix { $0 != "(" }.description }
  }

  private(set) var records: [Record] = []
  /// Records that are taken before the first refusal.
  var room = Int.max
  /// Counts without keeping: what a test of allocations needs.
  var keeps = true
  private(set) var recordCount: UInt64 = 0
  private(set) var pointCount: UInt64 = 0

  static let full = Diagnostic(code: "journal.full", exitCode: .unavailable, message: "the disk is full", hint: "make room")

  private func keep(_ record: @autoclosure () -> Record, isPoint: Bool = true) throws(Diagnostic) {
    guard recordCount < room else { throw Self.full }
    if keeps { records.append(record()) }
    recordCount += 1
    if isPoint { pointCount += 1 }
  }

  func append(instrument: Instrument, id: InstrumentID) throws(Diagnostic) { try keep(.instrument(instrument.symbol, id)) }
  func append(model: ModelVersion, index: UInt16, schema: FeatureSchema, horizonNanoseconds: Int64) throws(Diagnostic) {
    try keep(.model(model, index, schema.hash, horizonNanoseconds))
  }
  func append(trade: Trade, pointTime: Timestamp) throws(Diagnostic) { try keep(.trade(trade, pointTime)) }
  func append(book: borrowing BookTop, pointTime: Timestamp) throws(Diagnostic) {
    let mid = book.doubledMid
    try keep(.book(mid, pointTime))
  }
  func append(features: borrowing FeatureVector, asPoint: Bool) throws(Diagnostic) {
    guard keeps else { return try keep(.book(nil, Timestamp(nanoseconds: 0)), isPoint: asPoint) }
    let (time, bits, mask) = (features.time, features.values.map(\.bitPattern), features.present.bits)
    try keep(.features(Features(time: time, bits: bits, mask: mask, isPoint: asPoint)), isPoint: asPoint)
  }
  func append(prediction: Prediction) throws(Diagnostic) { try keep(.prediction(prediction)) }
  func append(outcome: Outcome) throws(Diagnostic) { try keep(.outcome(outcome)) }
  func append(drift: DriftVerdict) throws(Diagnostic) { try keep(.drift(drift)) }
  func append(order: NewOrder) throws(Diagnostic) { try keep(.order(order)) }

  var statements: [(version: ModelVersion, index: UInt16)] { records.compactMap { if case .model(let version, let index, _, _) = $0 { (version, index) } else { nil } } }
  var features: [Features] { records.compactMap { if case .features(let features) = $0 { features } else { nil } } }
  var predictions: [Prediction] { records.compactMap { if case .prediction(let prediction) = $0 { prediction } else { nil } } }
  var outcomes: [Outcome] { records.compactMap { if case .outcome(let outcome) = $0 { outcome } else { nil } } }
  var verdicts: [DriftVerdict] { records.compactMap { if case .drift(let verdict) = $0 { verdict } else { nil } } }
  var orders: [NewOrder] { records.compactMap { if case .order(let order) = $0 { order } else { nil } } }
}
