public import Domain
public import Ports

/// A recording of any known form, opened by what it holds and played as a market: rows of a CSV by ``RecordingReader``, an exchange's
/// frames by ``FrameMarket``.
public struct Recording: MarketSource {
  /// What the file holds.
  public let form: RecordingForm
  public let instruments: [Instrument]
  /// Events the file holds, counted when it was opened.
  public let count: Int
  // Of the two one is there; each is changed in place, so that its buffers are never copied.
  private var rows: RecordingReader?
  private var frames: FrameMarket?

  /// Opens a file and checks all of it.
  ///
  /// - Throws: `recording.*`, `csv.*` and `file.*`, naming the file and, where one is to blame, the line.
  public init(path: String) throws(Diagnostic) {
    form = try RecordingForm.detect(path: path)
    if form == .frames {
      let market = try FrameMarket(path: path)
      (instruments, count) = (market.instruments, market.count)
      frames = market
    } else {
      let market = try RecordingReader(path: path)
      (instruments, count) = (market.instruments, market.count)
      rows = market
    }
  }

  public mutating func next() throws(Diagnostic) -> MarketEvent? {
    if form == .frames { return try frames?.next() }
    return try rows?.next()
  }
}
