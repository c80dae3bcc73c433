/// A column of a row as one small integer: how many of a model's thresholds are not above the value.
///
/// ```text
/// rank(x) = #{t : t ≤ x}        x < tᵢ  ⟺  rank(x) < i + 1        x ≤ t  ⟺  x < the next number above t
/// ```
///
/// Exact for every order of numbers, so that one walk serves single and double precision, `<` and `≤`. A missing value is written twice: as rank 0, which goes
/// left at every question, and as the greatest rank, which goes right.
public struct RankedColumn: Sendable, Hashable {
  /// Place in the row.
  public var source: Int
  /// Strictly ascending, no NaN; with single input each a single-precision number.
  public var thresholds: [Double]
  /// NaN counts as 0 and is not missing.
  public var nanIsZero: Bool
  /// A value that is missing beside NaN; NaN for none.
  public var missing: Double
  /// Slot in which a missing value is 0; `nil` when no question needs it.
  public var low: Int?
  /// Slot in which a missing value is the greatest rank; `nil` when no question needs it.
  public var high: Int?

  /// A column from its parts.
  public init(source: Int, thresholds: [Double], nanIsZero: Bool = false, missing: Double = .nan, low: Int?, high: Int?) {
    self.source = source
    self.thresholds = thresholds
    self.nanIsZero = nanIsZero
    self.missing = missing
    self.low = low
    self.high = high
  }
}
