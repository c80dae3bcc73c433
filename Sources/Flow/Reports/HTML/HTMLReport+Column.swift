extension HTMLReport {
  /// A named number of a column, such as a statistic and its critical value.
  public struct Figure: Sendable, Hashable {
    /// What it is: `KS D`, `p (Holm)`, `PSI`.
    public var name: String
    /// Its value; nil where there is none.
    public var value: Double?
    /// From where on it counts; nil without such a value.
    public var critical: Double?

    /// A figure.
    public init(_ name: String, _ value: Double?, critical: Double? = nil) {
      self.name = name
      self.value = value
      self.critical = critical
    }
  }

  /// A line of a column's table: one number of the reference beside the same of the current sample.
  public struct Fact: Sendable, Hashable {
    /// What it is: `median`, `rows`, `missing`.
    public var name: String
    /// Of the reference; nil where there is none.
    public var reference: Double?
    /// Of the current sample.
    public var current: Double?

    /// A pair.
    public init(_ name: String, _ reference: Double?, _ current: Double?) {
      self.name = name
      self.reference = reference
      self.current = current
    }
  }

  /// One column of the comparison.
  public struct Column: Sendable, Hashable {
    /// Figures shown a column.
    public static let maximumFigures = 12

    /// As the data name it.
    public var name: String
    /// The judgement.
    public var drifted: Bool
    /// Why, in one sentence.
    public var reason: String
    /// Statistics. The names of the first column's head the summary table, so give every column the same in the same order.
    public var figures: [Figure]
    /// Summary of both samples.
    public var facts: [Fact]
    /// Both distributions, for the charts; nil draws none.
    public var distribution: Distribution?

    /// A column.
    public init(
      name: String, drifted: Bool, reason: String, figures: [Figure] = [], facts: [Fact] = [], distribution: Distribution? = nil
    ) {
      self.name = name
      self.drifted = drifted
      self.reason = reason
      self.figures = figures
      self.facts = facts
      self.distribution = distribution
    }
  }
}
