public import Domain

/// Training, validation and test rows of a table in order of time, with no label that looks across a border.
///
/// The borders lie at 70 % and 85 % of the rows. A row at t is labelled by what happens in (t, t + H], so rows of an earlier part whose
/// horizon reaches the first row of the next part are left out: the embargo equals the horizon.
///
/// ```text
/// |------- training -------|~H~|--- validation ---|~H~|--- test ---|
/// ```
///
/// Source: López de Prado 2018, *Advances in Financial Machine Learning*, §7.4 (purging).
public struct PurgedSplit: Hashable, Sendable, Codable {
  public let training: Range<Int>
  public let validation: Range<Int>
  public let test: Range<Int>
  /// Rows left out at both borders.
  public let embargoed: Int

  /// Splits rows.
  ///
  /// - Parameters:
  ///   - times: time of each row, not descending, shape `[n]`.
  ///   - horizonNanoseconds: H, 0 or above.
  /// - Precondition: times do not descend.
  /// - Complexity: O(n) for the check, O(log n) for the borders.
  public init(times: Span<Timestamp>, horizonNanoseconds: Int64) {
    precondition(horizonNanoseconds >= 0, "a horizon is not negative")
    let count = times.count
    for index in 1..<max(count, 1) { precondition(times[index - 1] <= times[index], "rows stand in order of time") }
    let first = count * 70 / 100
    let second = count * 85 / 100
    training = 0..<Self.end(of: 0..<first, before: first, times, horizonNanoseconds)
    validation = first..<Self.end(of: first..<second, before: second, times, horizonNanoseconds)
    test = second..<count
    embargoed = first - training.upperBound + second - validation.upperBound
  }

  /// The end of the rows in `range` whose horizon ends before the row at `border`.
  private static func end(of range: Range<Int>, before border: Int, _ times: Span<Timestamp>, _ horizon: Int64) -> Int {
    guard border < times.count else { return range.upperBound }
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if times[border].nanoseconds(since: times[middle]) > horizon { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
