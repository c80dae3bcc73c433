/// What the catalogue knows of one detector: how a key makes it, what it reads and what it costs.
public struct DetectorEntry: Sendable {
  /// What the values of its stream are.
  public enum Input: String, Sendable, CaseIterable {
    /// 1 for an error, 0 for none.
    case errors
    /// Numbers in 0…1.
    case unit
    /// Any finite numbers.
    case real
  }

  /// Work a value, in the number of values seen.
  public enum Cost: String, Sendable, CaseIterable {
    /// Bounded by the parameters alone.
    case constant
    /// Grows with the logarithm of the values seen.
    case logarithmic
    /// Grows with the window: a slow reference, not for hot paths.
    case linear
  }

  /// The name in a key.
  public var name: String
  /// Its input.
  public var input: Input
  /// Its cost.
  public var cost: Cost
  /// Whose answers it can give; the first is its default. Empty where there is only one.
  public var dialects: [DetectorDialect]
  /// The class of MOA's whose numbers its ``DetectorDialect/moa`` (or only) answer are; nil for none.
  public var moaClass: String?
  /// Makes the detector.
  public var make: @Sendable (DetectorKey) throws(DriftError) -> any DriftDetector

  /// An entry.
  public init(
    _ name: String, _ input: Input, _ cost: Cost = .constant, dialects: [DetectorDialect] = [], moaClass: String? = nil,
    make: @escaping @Sendable (DetectorKey) throws(DriftError) -> any DriftDetector
  ) {
    self.name = name
    self.input = input
    self.cost = cost
    self.dialects = dialects
    self.moaClass = moaClass
    self.make = make
  }
}
