/// What a row's pairs gave.
public struct BenchmarkResult: Hashable, Sendable {
  /// `suite.row`.
  public let name: String
  /// Its size.
  public let n: Int
  /// CPU seconds of our work, one a pair; empty when the row cannot be measured here.
  public let ours: [Double]
  /// The peer's word; nil for a row measured alone.
  public let peer: String?
  /// CPU seconds of the peer's work, pair by pair; empty when it is missing.
  public let theirs: [Double]
  /// Why there is no ratio; nil when there is one.
  public let reason: String?
  /// Did both give the same answer? nil when the peer gave none.
  public let agrees: Bool?

  /// A result as its values.
  ///
  /// - Parameters:
  ///   - ours: at least one, or none with a reason.
  ///   - theirs: as many, or none with a reason.
  public init(name: String, n: Int, ours: [Double], peer: String?, theirs: [Double], reason: String?, agrees: Bool?) {
    precondition(theirs.count == ours.count && !ours.isEmpty || theirs.isEmpty && reason != nil, "pairs, or a reason for there being none")
    self.name = name
    self.n = n
    self.ours = ours
    self.peer = peer
    self.theirs = theirs
    self.reason = reason
    self.agrees = agrees
  }

  /// Peer ÷ ours, pair by pair: above 1 is ahead. nil without a peer and when the answers differ, for then the work was not the same.
  public var ratio: Spread? {
    guard reason == nil else { return nil }
    return Spread(zip(theirs, ours).map { $0 / $1 })
  }

  /// Behind its peer in the middle pair?
  public var isLosing: Bool { ratio.map { $0.median < 1 } ?? false }
}
