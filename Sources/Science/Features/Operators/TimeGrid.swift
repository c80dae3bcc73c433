/// Cells of a fixed grid of event time, for bars and for bounded rings.
enum TimeGrid {
  /// Number of the cell [k·length, (k + 1)·length) of the time since 1970 that holds `time`; cells before 1970 are negative.
  @inline(__always) static func cell(of time: Int64, _ length: Int64) -> Int64 {
    let (quotient, remainder) = time.quotientAndRemainder(dividingBy: length)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
