/// What is started for a peer.
public struct PeerCommand: Hashable, Sendable {
  /// An interpreter, or the peer's own program.
  public let executable: String
  /// Its arguments.
  public let arguments: [String]

  /// A command as its values.
  public init(executable: String, arguments: [String] = []) {
    self.executable = executable
    self.arguments = arguments
  }
}
