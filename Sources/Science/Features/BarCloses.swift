/// Cuts a stream of mids into bars of fixed length and gives the close of each when it has ended.
///
/// A bar is [k·length, (k + 1)·length) of the time since 1970; its close is its last valid mid. A bar without a valid mid is no bar: it gives no close
/// (missing is not an observation), so a night without quotes costs nothing. A bar ends when an event of a later bar arrives.
struct BarCloses: Sendable {
  let length: Int64
  private var bar: Int64?
  private var close: Int64?

  init(length: Int64) {
    precondition(length > 0, "a bar is longer than nothing")
    self.length = length
  }

  /// Moves to `time`, not below any earlier call's: the close of the bar that ended thereby.
  mutating func advance(to time: Int64) -> Int64? {
    let now = TimeGrid.cell(of: time, length)
    guard now != bar else { return nil }
    defer {
      bar = now
      close = nil
    }
    return close
  }

  /// Sets the close so far of the current bar.
  mutating func observe(_ value: Int64) { close = value }
}
