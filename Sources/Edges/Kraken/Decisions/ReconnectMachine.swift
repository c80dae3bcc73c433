/// Decides when to connect again after a loss.
///
/// The first retry goes at once, the following wait a random time between half and all of `base · 2ⁿ`, at most `cap`. A connection
/// that stayed for `stableAfter` starts the count anew. However often the line drops, no more than `budget` connections are made in
/// ten minutes: beyond that the exchange's proxy would lock us out for ten minutes more.
///
/// Source: Kraken, guide "Reconnection" (about 150 connections in ten minutes an address).
public struct ReconnectMachine: Sendable {
  public let base: UInt64
  public let cap: UInt64
  public let stableAfter: UInt64
  /// Connections in any ten minutes.
  public let budget: Int

  /// Ten minutes in nanoseconds.
  public static let window: UInt64 = 600_000_000_000

  private var failures = 0
  private var connectedAt: UInt64?
  private var attempts: [UInt64] = []

  /// Times in nanoseconds.
  public init(base: UInt64 = 250_000_000, cap: UInt64 = 5_000_000_000, stableAfter: UInt64 = 30_000_000_000, budget: Int = 120) {
    precondition(base > 0 && cap >= base && budget > 0, "a backoff grows from base to cap")
    self.base = base
    self.cap = cap
    self.stableAfter = stableAfter
    self.budget = budget
  }

  /// A connection is usable.
  public mutating func connected(at now: UInt64) { connectedAt = now }

  /// A connection was lost, or an attempt failed.
  ///
  /// - Parameters:
  ///   - now: monotonic nanoseconds.
  ///   - generator: source of the jitter.
  /// - Returns: nanoseconds to wait before the next attempt, which is counted from then.
  public mutating func lost(at now: UInt64, using generator: inout some RandomNumberGenerator) -> UInt64 {
    if let connectedAt, now >= connectedAt + stableAfter { failures = 0 }
    connectedAt = nil
    var wait: UInt64 = 0
    if failures > 0 {
      let full = failures > 20 ? cap : min(cap, base << UInt64(failures - 1))
      wait = UInt64.random(in: (full / 2)...full, using: &generator)
    }
    failures += 1
    attempts.removeAll { $0 + Self.window <= now }
    if attempts.count >= budget { wait = max(wait, attempts[attempts.count - budget] + Self.window - now) }
    attempts.append(now + wait)
    return wait
  }
}
