/// What came of a request to a peer.
public enum PeerAnswer: Hashable, Sendable {
  /// CPU seconds of the work over all threads of the peer's process, and its answer.
  case measured(seconds: Double, answer: [Double])
  /// No figure, and why.
  case missing(String)
}
