/// What the exchange says about itself: the first frame of a connection, and again at every change.
public struct SystemStatus: Hashable, Sendable {
  /// `online`, `cancel_only`, `post_only`, `maintenance`, or a word that is newer than this program.
  public var system: String
  public var apiVersion: String?
  public var version: String?
  /// May exceed Int64; absent in some maintenance notices.
  public var connectionID: UInt64?

  public init(system: String, apiVersion: String? = nil, version: String? = nil, connectionID: UInt64? = nil) {
    self.system = system
    self.apiVersion = apiVersion
    self.version = version
    self.connectionID = connectionID
  }
}
