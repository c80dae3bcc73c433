/// A named list of rows.
public struct BenchmarkSuite: Sendable {
  /// One word.
  public let name: String
  /// What it measures, in a sentence.
  public let abstract: String
  /// Its rows at a scale.
  public let rows: @Sendable (BenchmarkScale) -> [BenchmarkCase]

  /// A suite as its values.
  public init(name: String, abstract: String, rows: @escaping @Sendable (BenchmarkScale) -> [BenchmarkCase]) {
    self.name = name
    self.abstract = abstract
    self.rows = rows
  }

  /// Every suite, in the order in which they run.
  public static let all: [BenchmarkSuite] = [.drift, .inference, .lineProtocol, .decode, .features, .endToEnd]
}
