/// A ratio of integers, such as one thousandth: a threshold that no rounding can move.
public struct ExactRatio: Hashable, Sendable, CustomStringConvertible {
  /// May be negative.
  public let numerator: Int64
  /// Above 0.
  public let denominator: Int64

  /// - Precondition: the denominator is above 0.
  public init(numerator: Int64, denominator: Int64) {
    precondition(denominator > 0, "a denominator is above 0")
    self.numerator = numerator
    self.denominator = denominator
  }

  /// A ratio from decimal text, exactly: `0.001` is 1/1000, `-2` is −2/1.
  ///
  /// - Returns: `nil` for anything but an optional sign, digits and at most one point with digits around it, 18 digits in all.
  public init?(decimal text: some StringProtocol) {
    var numerator: Int64 = 0
    var denominator: Int64 = 1
    var digits = 0
    var afterPoint = false
    var last: UInt8 = 0
    let bytes = Array(text.utf8)
    let negative = bytes.first == UInt8(ascii: "-")
    for byte in bytes.dropFirst(negative ? 1 : 0) {
      last = byte
      if byte == UInt8(ascii: "."), !afterPoint, digits > 0 {
        afterPoint = true
        continue
      }
      guard byte &- 48 <= 9, digits < 18 else { return nil }
      digits += 1
      numerator = numerator * 10 + Int64(byte - 48)
      if afterPoint { denominator *= 10 }
    }
    guard digits > 0, last != UInt8(ascii: ".") else { return nil }
    self.init(numerator: negative ? -numerator : numerator, denominator: denominator)
  }

  /// The nearest double, for reports only.
  public var approximate: Double { Double(numerator) / Double(denominator) }

  public var description: String { "\(numerator)/\(denominator)" }
}
