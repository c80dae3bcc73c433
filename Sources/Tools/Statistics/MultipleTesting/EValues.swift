#if canImport(Glibc)
internal import Glibc
#endif

/// e-values: evidence whose expectation under the null is at most 1, however the tests depend on each other.
///
/// Source: Vovk & Wang 2021; Wang & Ramdas 2022 for e-BH.
public enum EValues {
  /// The e-value κ p^(κ−1) of a p-value.
  ///
  /// - Parameters:
  ///   - pValue: 0…1; 0 gives +inf.
  ///   - kappa: 0…1, exclusive.
  public static func calibrated(_ pValue: Double, kappa: Double = 0.5) -> Double {
    precondition(kappa > 0 && kappa < 1, "κ lies between 0 and 1")
    return kappa == 0.5 ? 0.5 / pValue.squareRoot() : kappa * pow(pValue, kappa - 1)
  }

  /// e-BH: the indices of the k largest e-values, ascending, k the largest with k e₍ₖ₎/K ≥ 1/α. False discovery rate ≤ α under any dependence.
  ///
  /// - Complexity: O(K log K).
  public static func rejected(_ eValues: [Double], alpha: Double) -> [Int] {
    precondition(alpha > 0 && alpha < 1, "a level lies in 0…1")
    let cleaned = eValues.map { $0.isNaN ? 0 : $0 }
    let order = cleaned.indices.sorted { cleaned[$0] != cleaned[$1] ? cleaned[$0] > cleaned[$1] : $0 < $1 }
    var kept = 0
    for (rank, index) in order.enumerated() where Double(rank + 1) * cleaned[index] / Double(cleaned.count) >= 1 / alpha { kept = rank + 1 }
    return order.prefix(kept).sorted()
  }
}
