/// Which way two distributions may differ under the alternative hypothesis, in scipy's words.
public enum Alternative: String, Sendable, Codable, CaseIterable {
  /// F₁ ≠ F₂: statistic max(D⁺, D⁻).
  case twoSided = "two-sided"
  /// F₁ < F₂ somewhere: statistic D⁻.
  case less
  /// F₁ > F₂ somewhere: statistic D⁺.
  case greater
}
