/// A stream of line-protocol points with a position that can be kept: the journal, as an uploader sees it.
public protocol PointSource: Sendable {
  /// Points behind a position, encoded, in order.
  ///
  /// - Parameters:
  ///   - cursor: where the last batch ended; ``PointCursor/start`` for the beginning.
  ///   - maximumPoints: at most this many lines.
  /// - Returns: an empty batch when there is nothing behind the cursor yet.
  func points(after cursor: PointCursor, maximumPoints: Int) async throws -> PointBatch

  /// Ends after the stream ends; yields whenever points were added behind a position handed out before.
  func additions() -> AsyncStream<Void>
}
