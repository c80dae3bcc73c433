/// One channel of one symbol: asked for, confirmed, refused.
struct Subscription: Sendable {
  /// Monotonic time of the latest request that has no answer yet; `nil` when none is open.
  var askedAt: UInt64?
  var attempts = 0
  var confirmed = false
  var refused = false

  /// An answer is overdue when it has not come within this time.
  static let patience: UInt64 = 10_000_000_000
  /// Requests without an answer before it is given up until the next connection.
  static let maximumAttempts = 3

  mutating func asked(at now: UInt64) {
    askedAt = now
    attempts += 1
    confirmed = false
  }

  mutating func answered(accepted: Bool) {
    askedAt = nil
    attempts = 0
    confirmed = accepted
    refused = !accepted
  }

  func isOverdue(at now: UInt64) -> Bool {
    guard let askedAt else { return false }
    return now >= askedAt + Self.patience && attempts < Self.maximumAttempts
  }
}
