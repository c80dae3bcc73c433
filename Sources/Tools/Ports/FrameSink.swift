/// Takes the frames of one connection, on one thread, in order.
///
/// The connection stamps each frame with the monotonic clock (ns) at the return of the socket read that delivered its last byte.
public protocol FrameSink: AnyObject {
  /// A text frame's bytes, borrowed for the call.
  func receive(_ frame: Span<UInt8>, readReturned: UInt64)
}
