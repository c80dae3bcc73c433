/// What stays the same while a program runs: which slot fills which column, and which columns share a fate.
struct ProgramPlan: Sendable {
  /// Columns that share a stream and an age at which they are stale.
  struct Freshness: Sendable {
    var stream: Int
    var maximumAge: Int64
    var columns: UInt128
  }

  /// Numbers of the streams; candles follow in the order of the lanes.
  static let (midStream, tradeStream, bookStream, quotedStream, firstLane) = (0, 1, 2, 3, 4)

  /// Columns of mid, trades, book and quoted trades.
  var live: [ColumnPlan] = []
  /// Columns of each lane of candles.
  var lanes: [[ColumnPlan]] = []
  var freshness: [Freshness] = []
  /// Stream of each column of the set.
  var streams: [Int] = []
  /// Columns that are missing while the book is invalid: those computed on it or on mids.
  var needingBook: UInt128 = 0
  /// Columns whose number is relative to the mid of the moment.
  var needingMid: UInt128 = 0
  /// Slots of operators on mids.
  var midSlots: [Range<Int>] = []
  /// Operators, after those that columns share are counted once.
  var operators = 0
}
