/// A row at which a column changed for good.
public struct ChangePoint: Hashable, Sendable {
  /// First row of the new stretch, 0-based, NaN counted.
  public let row: Int
  /// KS distance of the stretches before and after, each as far as the neighbouring change points or the ends.
  public let effect: Double
  /// Median of the stretch before.
  public let medianBefore: Double
  /// Median of the stretch after.
  public let medianAfter: Double
  /// What the change is worth beyond its penalty would have to be above 0: cost without it less cost with it.
  public let gain: Double

  /// A change point.
  public init(row: Int, effect: Double, medianBefore: Double, medianAfter: Double, gain: Double) {
    self.row = row
    self.effect = effect
    self.medianBefore = medianBefore
    self.medianAfter = medianAfter
    self.gain = gain
  }
}
