public import Domain

/// How big an effect is, in the words of ``Domain/Severity``. The mapping is stated here once.
///
/// ```text
///            medium   high   critical
/// KS D        0.10    0.25     0.50
/// PSI         0.10    0.25     1.00
/// ADWIN       a cut   0.05     0.20       difference of the two means of a quantity in 0…1
/// ```
public enum DriftSeverity {
  /// Severity of a Kolmogorov–Smirnov distance.
  public static func kolmogorovSmirnov(_ distance: Double) -> Severity { grade(distance, 0.1, 0.25, 0.5) }
  /// Severity of a population stability index.
  public static func populationStability(_ index: Double) -> Severity { grade(index, 0.1, 0.25, 1) }
  /// Severity of a cut of ADWIN's window over a quantity in 0…1.
  public static func adwin(_ difference: Double) -> Severity { grade(difference, 0, 0.05, 0.2) }

  private static func grade(_ value: Double, _ medium: Double, _ high: Double, _ critical: Double) -> Severity {
    value >= critical ? .critical : value >= high ? .high : value >= medium ? .medium : .low
  }
}
