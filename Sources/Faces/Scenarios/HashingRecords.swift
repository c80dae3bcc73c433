import Domain
import Ports

/// A journal that keeps nothing but a hash of everything in order, and watches the laws a journal relies on.
///
/// The hash is FNV-1a, 64 bits, over each record's kind and integers (floats by their bits).
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

  private func mix(_ kind: UInt64, _ words: UInt64..., isPoint: Bool = true) {
    hash = (hash ^ kind) &* 0x100_0000_01b3
    for word in words {
      for shift in stride(from: UInt64(0), to: 64, by: 8) { hash = (hash ^ (word >> shift & 0xff)) &* 0x100_0000_01b3 }
    }
    recordCount += 1
    if isPoint { pointCount += 1 }
  }

  private func watch(_ instrument: InstrumentID, _ time: Timestamp) {
    if let previous = latest[Int(instrument.index)], time <= previous { repeatedTimes += 1 }
    latest[Int(instrument.index)] = time
  }

  func append(instrument: Instrument, id: InstrumentID) { mix(1, UInt64(id.index), isPoint: false) }

  func append(model: ModelVersion, index: UInt16, schema: FeatureSchema, horizonNanoseconds: Int64) {
    mix(2, schema.hash, UInt64(bitPattern: horizonNanoseconds), isPoint: false)
  }

  func append(trade: Trade, pointTime: Timestamp) {
    watch(trade.instrument, pointTime)
    mix(3, UInt64(bitPattern: pointTime.nanoseconds), UInt64(bitPattern: trade.price.units), UInt64(bitPattern: trade.quantity.units))
  }

  func append(book: borrowing BookTop, pointTime: Timestamp) {
    watch(book.instrument, pointTime)
    mix(4, UInt64(bitPattern: pointTime.nanoseconds), UInt64(bitPattern: book.doubledMid ?? 0))
  }

  func append(features: borrowing FeatureVector, asPoint: Bool) {
    mix(5, UInt64(truncatingIfNeeded: features.present.bits), isPoint: asPoint)
    for value in features.values { hash = (hash ^ value.bitPattern) &* 0x100_0000_01b3 }
  }

  func append(prediction: Prediction) {
    if !(0...1).contains(prediction.probability) { improbable += 1 }
    mix(6, UInt64(bitPattern: prediction.time.nanoseconds), UInt64(prediction.margin.bitPattern))
  }

  func append(outcome: Outcome) { mix(7, UInt64(bitPattern: outcome.prediction.time.nanoseconds), outcome.happened ? 1 : 0) }

  func append(drift: DriftVerdict) { mix(8, UInt64(bitPattern: drift.time.nanoseconds), drift.statistic.bitPattern) }

  func append(order: NewOrder) {
    orders += 1
    mix(9, UInt64(bitPattern: order.quantity.units), isPoint: false)
  }
}
