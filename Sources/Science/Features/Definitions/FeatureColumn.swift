/// A column of a feature set: its name, and where in the set's definitions it comes from.
public struct FeatureColumn: Hashable, Sendable {
  public let name: String
  /// Index in ``FeatureSet/definitions``.
  public let definition: Int
  /// The calculator's output that it shows.
  public let output: String
}
