public import Domain

/// Takes a decoded market feed, on one thread, in order. Nothing here may block.
public protocol MarketSink: AnyObject {
  /// The exchange stated an instrument. The same symbol again keeps its number.
  func instrument(_ instrument: Instrument, id: InstrumentID)
  /// A trade. `readReturned` as in ``FrameSink``; `lastOfFrame` is false while more trades of the same frame follow.
  func trade(_ trade: Trade, readReturned: UInt64)
  /// The book after an applied and checksum-verified frame.
  func book(_ top: borrowing BookTop, readReturned: UInt64)
  /// The book of an instrument is not to be trusted until the next ``book(_:readReturned:)``.
  func bookInvalidated(_ instrument: InstrumentID)
  /// The feed was connected or lost.
  func connectionChanged(_ connected: Bool)
  /// Called about ten times a second while the feed runs, ticks or not: counters so far, and a moment for housekeeping.
  func housekeeping(_ counters: FeedCounters)
}
