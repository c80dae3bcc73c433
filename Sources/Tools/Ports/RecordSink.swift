public import Domain

/// The journal as the engine sees it: append first, then act.
///
/// When a call returns, the record survives the death of this process. Calls come from one thread and never wait for the disk.
public protocol RecordSink: AnyObject {
  /// States an instrument before the first record that names its number.
  func append(instrument: Instrument, id: InstrumentID) throws(Diagnostic)
  /// States a model and its schema before the first prediction that names its index.
  func append(model: ModelVersion, index: UInt16, schema: FeatureSchema, horizonNanoseconds: Int64) throws(Diagnostic)
  /// A trade; `pointTime` is its time made unique within its instrument (exchange time + ordinal).
  func append(trade: Trade, pointTime: Timestamp) throws(Diagnostic)
  /// The top of a book after an update.
  func append(book: borrowing BookTop, pointTime: Timestamp) throws(Diagnostic)
  /// A feature row; `asPoint` when it is one of the rows that become a line-protocol point.
  func append(features: borrowing FeatureVector, asPoint: Bool) throws(Diagnostic)
  func append(prediction: Prediction) throws(Diagnostic)
  func append(outcome: Outcome) throws(Diagnostic)
  func append(drift: DriftVerdict) throws(Diagnostic)
  /// An order about to be sent. Under the policy `every batch` this returns only when it is on the disk.
  func append(order: NewOrder) throws(Diagnostic)

  /// Records appended by this process.
  var recordCount: UInt64 { get }
  /// Those of them that become line-protocol points.
  var pointCount: UInt64 { get }
}
