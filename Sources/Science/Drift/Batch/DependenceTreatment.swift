/// How a column's KS null is tested.
public enum DependenceTreatment: Hashable, Sendable {
  /// Values are independent: the exact or finite-n law.
  case independent
  /// Values depend on their past: the limiting law at as many independent values as each side is worth (Geyer's τ of the ranks plus two standard errors).
  case effectiveSize
  /// Values depend on their past: whole blocks of consecutive values are permuted. `length` nil takes twice the larger τ.
  case blockPermutation(length: Int?, permutations: Int)

  /// Name in documents.
  public var name: String {
    switch self {
    case .independent: "ks"
    case .effectiveSize: "ks_effective"
    case .blockPermutation: "ks_block_permutation"
    }
  }
}
