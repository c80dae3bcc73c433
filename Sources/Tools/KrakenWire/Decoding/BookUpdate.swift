public import Domain

/// Level changes of one book in one frame; the levels themselves lie in ``BookFrame/levels``.
public struct BookUpdate: Hashable, Sendable {
  public var instrument: InstrumentID
  /// Positions of the bid changes in ``BookFrame/levels``, in the frame's order.
  public var bids: Range<Int>
  public var asks: Range<Int>
  /// CRC-32 of the book after this update; absent in some old snapshots.
  public var checksum: UInt32?
  public var time: Timestamp?

  public init(instrument: InstrumentID, bids: Range<Int> = 0..<0, asks: Range<Int> = 0..<0, checksum: UInt32? = nil, time: Timestamp? = nil) {
    self.instrument = instrument
    self.bids = bids
    self.asks = asks
    self.checksum = checksum
    self.time = time
  }

  /// Says nothing about any level.
  public var isEmpty: Bool { bids.isEmpty && asks.isEmpty }
}
