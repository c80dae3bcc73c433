/// The p-value a column is judged by, and how it came about.
public struct ColumnJudgement: Hashable, Sendable {
  /// `ks`, `ks_effective`, `ks_block_permutation` or `g`.
  public let method: String
  /// Two-sided p-value.
  public let pValue: Double
  /// Independent values each side was worth; nil where that was not asked.
  public let effectiveCounts: [Double]?
  /// Length of the blocks permuted; nil otherwise.
  public let blockLength: Int?
  /// Permutations made; nil otherwise.
  public let permutations: Int?

  /// A judgement.
  public init(method: String, pValue: Double, effectiveCounts: [Double]? = nil, blockLength: Int? = nil, permutations: Int? = nil) {
    self.method = method
    self.pValue = pValue
    self.effectiveCounts = effectiveCounts
    self.blockLength = blockLength
    self.permutations = permutations
  }
}
