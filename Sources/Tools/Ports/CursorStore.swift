/// Keeps an uploader's position over restarts.
public protocol CursorStore: Sendable {
  /// The stored position of a destination, or ``PointCursor/start``.
  func load(destination: String) throws -> PointCursor
  /// Stores it durably: the file is replaced as a whole.
  func save(_ cursor: PointCursor, destination: String) throws
}
