/// What is kept of a whole sample to compare others with it: one profile a column, mergeable and small.
///
/// ```text
/// profile(A) + profile(B) = profile(A ∪ B)     counts exactly, ranks and categories within the bounds that the profiles themselves state
/// ```
///
/// Encodes as JSON by any `Encoder`; values inside sketches travel as bits.
public struct ReferenceProfile: Sendable, Equatable, Codable {
  /// Why two profiles are of different tables.
  public enum Mismatch: Error, Hashable, Sendable {
    /// The column is in one of them only.
    case column(String)
    /// The column holds numbers in one and text in the other, or sketches of another shape.
    case kind(String)
  }

  /// Rows seen.
  public private(set) var rowCount = 0
  /// Profiles by column name.
  public private(set) var columns: [String: ColumnProfile] = [:]

  /// No rows yet.
  public init() {}

  /// Puts a column's profile in place; the caller keeps `rowCount` true by ``addRows(_:)``.
  public subscript(name: String) -> ColumnProfile? {
    get { columns[name] }
    set { columns[name] = newValue }
  }

  /// Counts rows.
  public mutating func addRows(_ rows: Int) { rowCount += rows }

  /// Takes another part's profile in.
  ///
  /// - Throws: ``Mismatch``; nothing has changed then.
  public mutating func merge(_ other: ReferenceProfile) throws(Mismatch) {
    if rowCount == 0, columns.isEmpty {
      self = other
      return
    }
    for name in Set(columns.keys).symmetricDifference(other.columns.keys).sorted() { throw .column(name) }
    var merged = columns
    for (name, theirs) in other.columns.sorted(by: { $0.key < $1.key }) {
      guard var mine = merged[name], Self.haveOneShape(mine, theirs), mine.merge(theirs) else { throw .kind(name) }
      merged[name] = mine
    }
    columns = merged
    rowCount += other.rowCount
  }

  private static func haveOneShape(_ left: ColumnProfile, _ right: ColumnProfile) -> Bool {
    switch (left, right) {
    case (.numeric(let a), .numeric(let b)): a.sketch.capacity == b.sketch.capacity && a.sketch.decay == b.sketch.decay
    case (.categorical(let a), .categorical(let b)): a.capacity == b.capacity
    default: true
    }
  }
}
