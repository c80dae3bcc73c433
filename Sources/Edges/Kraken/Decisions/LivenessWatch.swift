/// Tells a quiet connection from a dead one: any frame is a sign of life, heartbeats included.
///
/// Quiet for `patience`: ping. Quiet for another `patience`: lost.
public struct LivenessWatch: Sendable {
  /// What a look at the clock says.
  public enum Verdict: Hashable, Sendable { case alive, ping, lost }

  public let patience: UInt64
  private var lastSign: UInt64
  private var pingedAt: UInt64?

  /// - Parameters:
  ///   - now: monotonic nanoseconds.
  ///   - patience: nanoseconds; five seconds, as Kraken sends a heartbeat a second.
  public init(at now: UInt64, patience: UInt64 = 5_000_000_000) {
    precondition(patience > 0, "patience has a length")
    self.patience = patience
    lastSign = now
  }

  /// Something was heard.
  public mutating func sign(at now: UInt64) {
    lastSign = max(lastSign, now)
    pingedAt = nil
  }

  /// Asks what to do; `.ping` and `.lost` are each said once.
  public mutating func check(at now: UInt64) -> Verdict {
    if let pinged = pingedAt {
      guard now >= pinged + patience else { return .alive }
      pingedAt = nil
      lastSign = now
      return .lost
    }
    guard now >= lastSign + patience else { return .alive }
    pingedAt = now
    return .ping
  }
}
