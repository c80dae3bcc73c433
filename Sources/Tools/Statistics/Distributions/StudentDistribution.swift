/// Student's t law.
public enum StudentDistribution {
  /// P(|T| ≥ |t|) = I_{f/(f+t²)}(f/2, ½).
  ///
  /// - Parameters:
  ///   - t: NaN gives NaN.
  ///   - degrees: f > 0, not necessarily whole.
  public static func twoSidedSurvival(_ t: Double, degrees: Double) -> Double {
    precondition(degrees > 0, "degrees of freedom are positive")
    if t.isInfinite { return 0 }
    let square = t * t
    return IncompleteBeta.regularised(degrees / 2, 0.5, x: degrees / (degrees + square), complement: square / (degrees + square))
  }
}
