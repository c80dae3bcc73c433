/// What is computed of two rows' distance d = ‖x − y‖.
public enum PairwiseKernel: Sendable, Hashable {
  /// e^(−rate · d²); rate ≥ 0, in 1/unit².
  case gaussian(rate: Double)
  /// d.
  case distance
  /// 1/d, and 0 for d = 0.
  case inverseDistance
}
