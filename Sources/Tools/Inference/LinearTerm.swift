/// The linear part of a model: what XGBoost's booster `gblinear` trains instead of trees.
///
/// ```text
/// margin[g] = baseMargins[g] + bias[g] + Σ over columns j, in order, of x[j] · weights[j · outputs + g]        (Float; a missing x adds nothing)
/// ```
public struct LinearTerm: Hashable, Sendable {
  /// Row-major, shape `[columns][outputs]`.
  public let weights: [Float]
  /// One number an output.
  public let bias: [Float]

  /// A term from its weights.
  public init(weights: [Float], bias: [Float]) {
    self.weights = weights
    self.bias = bias
  }
}
