/// One piece of work for a peer.
public struct PeerRequest: Hashable, Sendable, Codable {
  /// The row's suite.
  public let suite: String
  /// Whose work, in one word.
  public let peer: String
  /// The row's name without its suite.
  public let row: String
  /// The row's size.
  public let n: Int
  /// Data files, as the row's preparation named them.
  public let files: [String]

  /// A request as its values.
  public init(suite: String, peer: String, row: String, n: Int, files: [String]) {
    self.suite = suite
    self.peer = peer
    self.row = row
    self.n = n
    self.files = files
  }
}
