/// A leaf that is a line in the row's columns: constant + Σ coefficient · x, in order; the leaf's plain value when one of them is NaN.
public struct LeafLine: Hashable, Sendable {
  /// Where the sum starts.
  public var constant: Double
  /// Columns of the row.
  public var features: [Int32]
  /// One a column.
  public var coefficients: [Double]

  /// A line from its parts.
  public init(constant: Double, features: [Int32], coefficients: [Double]) {
    self.constant = constant
    self.features = features
    self.coefficients = coefficients
  }
}
