/// No peers at all: every row is measured alone.
public struct AbsentPeers: BenchmarkPeers {
  private let reason: String

  /// - Parameter reason: what rows say.
  public init(reason: String) { self.reason = reason }

  /// Always missing.
  public func measure(_ request: PeerRequest) async -> PeerAnswer { .missing(reason) }
}
