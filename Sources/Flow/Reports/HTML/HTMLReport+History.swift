public import Domain

extension HTMLReport {
  /// A statistic of one column, window after window.
  public struct Series: Sendable, Hashable {
    /// The column.
    public var name: String
    /// One value a window; NaN where there is none.
    public var values: [Double]
    /// From where on a value counts, a window each; empty without.
    public var critical: [Double]
    /// Windows that were judged drifted, by index.
    public var drifted: [Int]
    /// Windows at which the column changed for good, by index.
    public var changePoints: [Int]

    /// A series.
    public init(name: String, values: [Double], critical: [Double] = [], drifted: [Int] = [], changePoints: [Int] = []) {
      self.name = name
      self.values = values
      self.critical = critical
      self.drifted = drifted
      self.changePoints = changePoints
    }
  }

  /// A history looked at window by window.
  public struct History: Sendable, Hashable {
    /// Windows drawn; of more, the highest value of neighbours stands for them.
    public static let maximumWindows = 400
    /// Columns drawn, those with change points or drift first.
    public static let maximumSeries = 40

    /// What is drawn: `KS D against the 30 days before`.
    public var statistic: String
    /// Start of each window, ascending.
    public var starts: [Timestamp]
    /// One a column, each as long as ``starts``.
    public var series: [Series]

    /// A history.
    ///
    /// - Precondition: every series has one value a window.
    public init(statistic: String, starts: [Timestamp], series: [Series]) {
      precondition(series.allSatisfy { $0.values.count == starts.count }, "a series has one value a window")
      precondition(series.allSatisfy { $0.critical.isEmpty || $0.critical.count == starts.count }, "critical values are one a window, or none")
      self.statistic = statistic
      self.starts = starts
      self.series = series
    }
  }

  /// A file that was read.
  public struct Source: Sendable, Hashable {
    /// `reference`, `current`, `history`.
    public var role: String
    /// Its path as given.
    public var path: String
    /// Of its bytes, in hexadecimal; nil when it could not be computed, as for a pipe.
    public var sha256: String?
    /// Rows read.
    public var rows: Int

    /// A file.
    public init(role: String, path: String, sha256: String?, rows: Int) {
      self.role = role
      self.path = path
      self.sha256 = sha256
      self.rows = rows
    }
  }

  /// Where a report's numbers come from: enough to compute them again.
  public struct Provenance: Sendable, Hashable {
    /// The command line.
    public var command: String
    /// Of the program.
    public var version: String
    /// When it ran, by the caller's clock.
    public var time: Timestamp
    /// What it read.
    public var sources: [Source]

    /// A provenance.
    public init(command: String, version: String, time: Timestamp, sources: [Source]) {
      self.command = command
      self.version = version
      self.time = time
      self.sources = sources
    }
  }
}
