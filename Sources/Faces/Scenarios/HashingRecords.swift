import Domain
import Ports

/// A journal that keeps nothing but a hash of everything in order, and watches the laws a journal relies on.
///
/// The hash is FNV-1a, 64 bits, over each record's kind and every field of it: integers as eight bytes, floats by their bits, text as
/// its UTF-8 behind its length.
final class HashingRecords: RecordSink {
  private(set) var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  private(set) var recordCount: UInt64 = 0
  private(set) var pointCount: UInt64 = 0
  private(set) var orders = 0
  /// Predictions outside 0…1.
  private(set) var improbable = 0
  /// Tick points of one instrument whose times were not rising.
  private(set) var repeatedTimes = 0
  private var latest: [Int: Timestamp] = [:]

  // MARK: - hashing

  @inline(__always) private func mix(byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }

  private func mix(_ word: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) { mix(byte: UInt8(truncatingIfNeeded: word >> shift)) }
  }

  private func mix(_ value: Int64) { mix(UInt64(bitPattern: value)) }

  private func mix(_ text: String) {
    mix(UInt64(text.utf8.count))
    for byte in text.utf8 { mix(byte: byte) }
  }

  private func mix(_ level: BookLevel) {
    mix(level.price.units)
    mix(level.quantity.units)
  }

  /// - Parameter kind: tells the records apart.
  private func begin(_ kind: UInt8, isPoint: Bool) {
    mix(byte: kind)
    recordCount += 1
    if isPoint { pointCount += 1 }
  }

  private func watch(_ instrument: InstrumentID, _ time: Timestamp) {
    if let previous = latest[Int(instrument.index)], time <= previous { repeatedTimes += 1 }
    latest[Int(instrument.index)] = time
    mix(UInt64(instrument.index))
    mix(time.nanoseconds)
  }

  // MARK: - records

  func append(instrument: Instrument, id: InstrumentID) {
    begin(1, isPoint: false)
    mix(UInt64(id.index))
    mix(instrument.symbol)
    mix(Int64(instrument.priceDecimals))
    mix(Int64(instrument.quantityDecimals))
  }

  func append(model: ModelVersion, index: UInt16, schema: FeatureSchema, horizonNanoseconds: Int64) {
    begin(2, isPoint: false)
    mix(model.name)
    mix(model.version)
    mix(UInt64(index))
    mix(schema.hash)
    mix(horizonNanoseconds)
  }

  func append(trade: Trade, pointTime: Timestamp) {
    begin(3, isPoint: true)
    watch(trade.instrument, pointTime)
    mix(trade.id)
    mix(trade.price.units)
    mix(trade.quantity.units)
    mix(UInt64(trade.side.rawValue))
  }

  func append(book: borrowing BookTop, pointTime: Timestamp) {
    begin(4, isPoint: true)
    watch(book.instrument, pointTime)
    mix(UInt64(book.bidCount))
    mix(UInt64(book.askCount))
    for index in 0..<book.bidCount { mix(book.bid(index)) }
    for index in 0..<book.askCount { mix(book.ask(index)) }
  }

  func append(features: borrowing FeatureVector, asPoint: Bool) {
    begin(5, isPoint: asPoint)
    mix(UInt64(truncatingIfNeeded: features.present.bits))
    mix(UInt64(truncatingIfNeeded: features.present.bits >> 64))
    for value in features.values { mix(value.bitPattern) }
  }

  func append(prediction: Prediction) {
    if !(0...1).contains(prediction.probability) { improbable += 1 }
    begin(6, isPoint: true)
    mix(UInt64(prediction.instrument.index))
    mix(prediction.time.nanoseconds)
    mix(UInt64(prediction.model))
    mix(UInt64(prediction.margin.bitPattern))
    mix(UInt64(prediction.probability.bitPattern))
    mix(prediction.doubledMid)
  }

  func append(outcome: Outcome) {
    begin(7, isPoint: true)
    mix(UInt64(outcome.prediction.instrument.index))
    mix(outcome.prediction.time.nanoseconds)
    mix(outcome.resolved.nanoseconds)
    mix(outcome.happened ? UInt64(1) : 0)
  }

  func append(drift: DriftVerdict) {
    begin(8, isPoint: true)
    mix(drift.time.nanoseconds)
    mix(drift.symbol)
    mix(drift.feature)
    mix(drift.test)
    mix(drift.statistic.bitPattern)
    mix((drift.pValue ?? .nan).bitPattern)
    mix(drift.raisesAlarm ? UInt64(1) : 0)
  }

  func append(order: NewOrder) {
    orders += 1
    begin(9, isPoint: false)
    mix(order.clientID)
    mix(order.symbol)
    mix(UInt64(order.side.rawValue))
    mix(order.quantity.units)
    if case .limit(let price) = order.kind { mix(price.units) }
    mix(order.time.nanoseconds)
  }
}
