import Synchronization

/// What an uploader has done, readable from any thread.
public final class UploadCounters: Sendable {
  let uploadedTotal = Atomic<UInt64>(0)
  let ticksTotal = Atomic<UInt64>(0)
  let predictionsTotal = Atomic<UInt64>(0)
  let rejectedTotal = Atomic<UInt64>(0)
  let failuresTotal = Atomic<UInt64>(0)
  let cursor = Atomic<UInt64>(0)

  init() {}

  /// Points the server has acknowledged.
  public var uploaded: UInt64 { uploadedTotal.load(ordering: .relaxed) }
  /// Those of them that are ticks.
  public var ticks: UInt64 { ticksTotal.load(ordering: .relaxed) }
  /// Those of them that are predictions.
  public var predictions: UInt64 { predictionsTotal.load(ordering: .relaxed) }
  /// Points the server refused for good.
  public var rejected: UInt64 { rejectedTotal.load(ordering: .relaxed) }
  /// Requests that were refused or got no answer.
  public var failures: UInt64 { failuresTotal.load(ordering: .relaxed) }
  /// Journal sequence number up to which everything is acknowledged.
  public var sequence: UInt64 { cursor.load(ordering: .relaxed) }
}
