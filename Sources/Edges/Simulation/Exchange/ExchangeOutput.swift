/// The frames an ``ExchangeModel`` wants sent: all bytes in one reusable buffer, a frame for many sessions written once.
public struct ExchangeOutput: Sendable {
  /// One frame for one session.
  public struct Send: Sendable, Hashable {
    public var session: Int
    /// Where the frame stands in ``ExchangeOutput/bytes``.
    public var frame: Range<Int>
  }

  public internal(set) var bytes: [UInt8] = []
  /// In the order in which they are to be sent.
  public internal(set) var sends: [Send] = []

  public init() {}

  /// Forgets the frames, keeps the memory.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    sends.removeAll(keepingCapacity: true)
  }

  /// The bytes of a frame, copied.
  public func frame(_ send: Send) -> [UInt8] { Array(bytes[send.frame]) }

  /// Writes one frame for one session.
  mutating func send(to session: Int, _ write: (inout [UInt8]) -> Void) {
    let start = bytes.count
    write(&bytes)
    sends.append(Send(session: session, frame: start..<bytes.count))
  }
}
