/// The door to the other side of a benchmark.
public protocol BenchmarkPeers: Sendable {
  /// Does a request's work once and measures it.
  func measure(_ request: PeerRequest) async -> PeerAnswer
}
