internal import Domain
public import Drift

/// A drift analysis as a folder: a Jupyter notebook that redoes it with numpy and scipy alone, its data, friday's numbers, and what they are.
///
/// The notebook computes every statistic anew from the data and asserts that friday's document says the same; charts appear where matplotlib is
/// installed. Nothing in it depends on friday.
public struct NotebookExport: Sendable {
  /// A file of the folder.
  public struct File: Sendable, Hashable {
    /// Its name, without a folder.
    public var name: String
    /// Its bytes.
    public var bytes: [UInt8]
  }

  /// A column of numbers by name.
  public struct Column: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// One a row; NaN where there is none.
    public var values: [Double]

    /// A column.
    public init(name: String, values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  /// What to write.
  public let files: [File]

  /// A judged history.
  ///
  /// - Parameters:
  ///   - history: judged from these columns.
  ///   - times: of the rows.
  ///   - columns: the data, in the order of the history's columns.
  ///   - origin: where the data come from, in a sentence.
  public init(history: HistoryReport, times: HistoryTimes, columns: [Column], origin: String) {
    var notebook = NotebookDocument()
    notebook.text(
      "# Drift over time, recomputed\n\n\(origin)\n\nEvery number of `friday.json` is computed anew by numpy and scipy from `history.csv`, and compared."
    )
    notebook.code(Self.setUp)
    notebook.code(Self.readHistory)
    notebook.text(
      "## Statistics of one window\n\nKolmogorov–Smirnov as `scipy.stats.ks_2samp`, Wasserstein-1, and PSI over the reference's atom-aware deciles."
    )
    notebook.code(Self.statistics)
    notebook.text("## Every window against its reference\n\nLevels by LORD++ (or SAFFRON) in order of time and column.")
    notebook.code(Self.levels)
    notebook.code(Self.windows)
    notebook.text("## Change points\n\nOptimal partitioning without pruning, by the rank cost at 15 quantiles.")
    notebook.code(Self.partition)
    notebook.code(Self.changes)
    notebook.code(Self.historyChart)
    notebook.text(history.verdict)
    files = Self.folder(
      notebook, document: history.json, title: "A history judged window by window", origin: origin,
      data: [("history.csv", Self.csv(times, columns))])
  }

  /// Two samples compared.
  ///
  /// - Parameters:
  ///   - comparison: judged from these columns.
  ///   - reference: the data.
  ///   - current: the data, the same columns.
  ///   - origin: where the data come from, in a sentence.
  public init(comparison: ComparisonReport, reference: [Column], current: [Column], origin: String) {
    var notebook = NotebookDocument()
    notebook.text(
      "# Two samples compared, recomputed\n\n\(origin)\n\nThe numbers of `friday.json` are computed anew by numpy and scipy from `reference.csv` and `current.csv`, and compared."
    )
    notebook.code(Self.setUp)
    notebook.code(Self.readSamples)
    notebook.code(Self.statistics)
    notebook.code(Self.compare)
    notebook.code(Self.sampleChart)
    notebook.text(comparison.verdict)
    files = Self.folder(
      notebook, document: comparison.json, title: "Two samples compared column by column", origin: origin,
      data: [("reference.csv", Self.csv(nil, reference)), ("current.csv", Self.csv(nil, current))])
  }

  private static func folder(
    _ notebook: NotebookDocument, document: JSONTree, title: String, origin: String, data: [(name: String, bytes: [UInt8])]
  ) -> [File] {
    let names = ["drift.ipynb", "friday.json"] + data.map(\.name)
    let metadata = JSONTree.object([
      .init("name", .text("friday export notebook")), .init("description", .text(title)), .init("origin", .text(origin)),
      .init("files", .array(names.map { .text($0) })),
      .init("notebook_format", .text("4.5")), .init("python_packages", .array(["numpy", "scipy"].map { .text($0) })),
    ])
    let readme = """
      # \(title)

      \(origin)

      | file | holds |
      |---|---|
      | `drift.ipynb` | the analysis redone with numpy and scipy; asserts that every number agrees |
      | `friday.json` | friday's document of the same analysis |
      \(data.map { "| `\($0.name)` | the data, shortest digits that read back the same; an empty cell is a missing value |" }.joined(separator: "\n"))
      | `metadata.json` | what these files are |

      Run it in this folder: `jupyter execute drift.ipynb`, with numpy and scipy installed. Charts appear when matplotlib is.

      """
    return [File(name: "drift.ipynb", bytes: notebook.json.bytes + [10]), File(name: "friday.json", bytes: document.bytes + [10])]
      + data.map { File(name: $0.name, bytes: $0.bytes) }
      + [File(name: "README.md", bytes: Array(readme.utf8)), File(name: "metadata.json", bytes: metadata.bytes + [10])]
  }

  /// A table; the time, when there is one, in whole nanoseconds since 1970 as its first column.
  static func csv(_ times: HistoryTimes?, _ columns: [Column]) -> [UInt8] {
    var bytes: [UInt8] = []
    func line(_ cells: [String]) {
      // A lone empty cell would be a blank line, which is no record.
      bytes.append(contentsOf: (cells == [""] ? "\"\"" : cells.joined(separator: ",")).utf8)
      bytes.append(10)
    }
    line((times == nil ? [] : ["time_ns"]) + columns.map { quoted($0.name) })
    for row in 0..<(columns.first?.values.count ?? 0) {
      line((times.map { ["\($0.values[row].nanoseconds)"] } ?? []) + columns.map { $0.values[row].isNaN ? "" : "\($0.values[row])" })
    }
    return bytes
  }

  private static func quoted(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }) else { return name }
    return "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
