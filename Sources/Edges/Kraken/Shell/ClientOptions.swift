/// What a client was asked to do, checked.
struct ClientOptions: Sendable {
  var market: Endpoint
  var account: Endpoint?
  var token: SessionToken?
  var symbols: [String]
  var depth: Int
  var stopWhenServerCloses: Bool
  var failFast: Bool
  /// Silence after which a connection is pinged, and as long again after which it is given up; nanoseconds.
  var patience: UInt64
}
