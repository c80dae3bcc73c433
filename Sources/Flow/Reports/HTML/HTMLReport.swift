/// A drift report as one self-contained page: values in, text out.
///
/// The page holds its style and its charts (SVG) itself, refers to nothing outside, needs no script, follows the reader's dark or light
/// scheme, and is well-formed XML too. Whatever text it is given is escaped and cut; whatever count it is given is bounded: a page is at
/// most a few megabytes.
///
/// ```swift
/// var report = HTMLReport(title: "march.csv against april.csv", verdict: comparison.verdict, drifted: true, provenance: provenance)
/// report.columns.append(.init(name: "spread", drifted: true, reason: column.reason, distribution: .init(reference: a, current: b)))
/// let page = report.page
/// ```
public struct HTMLReport: Sendable, Hashable {
  /// Rows of the summary table; further columns are counted in a note.
  public static let maximumRows = 1000
  /// Columns shown with charts, the drifted first.
  public static let maximumCharts = 60
  /// Files named in the footer.
  public static let maximumFiles = 32
  /// Characters of any text given.
  public static let maximumText = 400

  /// What is compared, in a few words.
  public var title: String
  /// The outcome in one sentence.
  public var verdict: String
  /// Does the verdict say drift?
  public var drifted: Bool
  /// One entry a column; shown with the drifted first, otherwise in this order.
  public var columns: [Column]
  /// Over time, when a history was looked at.
  public var history: History?
  /// Where the numbers come from.
  public var provenance: Provenance

  /// A report without columns yet.
  public init(
    title: String, verdict: String, drifted: Bool, columns: [Column] = [], history: History? = nil, provenance: Provenance
  ) {
    self.title = title
    self.verdict = verdict
    self.drifted = drifted
    self.columns = columns
    self.history = history
    self.provenance = provenance
  }
}
