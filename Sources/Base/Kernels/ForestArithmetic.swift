/// How a forest reads its rows and joins its leaves.
public struct ForestArithmetic: Sendable, Hashable {
  /// What becomes of the leaves of one output.
  public enum Combination: Sendable, Hashable {
    /// Added in the order of the trees to where the sum started.
    case sum
    /// The least of them and of where the sum started.
    case least
    /// The greatest of them and of where the sum started.
    case greatest
  }

  /// Values are rounded to single precision before anything else.
  public var singleInput: Bool
  /// Leaves and sums are single-precision numbers.
  public var singleSum: Bool
  /// |x| up to this counts as 0; −1 for none.
  public var zeroBound: Double
  /// Sum, least or greatest.
  public var combination: Combination

  /// Arithmetic from its parts.
  public init(singleInput: Bool, singleSum: Bool, zeroBound: Double = -1, combination: Combination = .sum) {
    self.singleInput = singleInput
    self.singleSum = singleSum
    self.zeroBound = zeroBound
    self.combination = combination
  }
}
