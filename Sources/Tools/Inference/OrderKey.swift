/// Single-precision numbers as unsigned integers of the same order, so that a tree's question is one integer comparison.
///
/// ```text
/// key(x) < key(y)  ⟺  x < y        for all x, y that are not NaN; −0 and +0 have one key
/// 0 < key(x) < UInt32.max           so 0 goes left everywhere and UInt32.max right: the two answers of a missing value
/// ```
enum OrderKey {
  /// Below every number: goes left at every question.
  static let alwaysLeft: UInt32 = 0
  /// Above every number: goes right at every question.
  static let alwaysRight: UInt32 = .max

  /// The key of a number that is not NaN.
  @inline(__always) static func key(_ value: Float) -> UInt32 {
    let bits = (value + 0).bitPattern  // −0 + 0 = +0
    return bits & 0x8000_0000 != 0 ? ~bits : bits | 0x8000_0000
  }
}
