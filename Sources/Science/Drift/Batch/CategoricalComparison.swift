public import Statistics

/// One column of categories of two samples compared over the union of their categories.
///
/// Empty cells are dropped and counted. New and vanished categories are named. Judged by G, its effect is the total variation.
public struct CategoricalComparison: Hashable, Sendable {
  /// The column.
  public let name: String
  /// `categorical`.
  public let kind: String
  /// Counts a category.
  public let counts: CategoryCounts
  /// Empty cells of the reference.
  public let missingReference: Int
  /// Empty cells of the current sample.
  public let missingCurrent: Int
  /// Pearson's χ²; nil when a single category holds everything.
  public let chiSquared: ContingencyTable.Outcome?
  /// The same with Yates' correction; nil but for two categories.
  public let chiSquaredYates: ContingencyTable.Outcome?
  /// G; nil when a single category holds everything.
  public let likelihoodRatio: ContingencyTable.Outcome?
  /// Fisher's exact test; nil but for two categories of at most 100,000 values.
  public let fisher: FisherExactTest?
  /// What the column is judged by.
  public let judgement: ColumnJudgement
  /// What happened to awkward values.
  public let notes: [ComparisonNote]

  /// Categories named in a note, at most.
  static let named = 20

  /// Compares a column.
  ///
  /// - Parameters:
  ///   - name: for messages and reports.
  ///   - reference: values; nil where the cell is empty.
  ///   - current: values; nil where the cell is empty.
  /// - Throws: ``DriftError/noValues(column:side:rows:)`` when a side has no value.
  public init(name: String, reference: [String?], current: [String?]) throws(DriftError) {
    let (left, right) = (reference.compactMap { $0 }, current.compactMap { $0 })
    try self.init(
      name: name, counts: CategoryCounts(reference: left, current: right), missingReference: reference.count - left.count,
      missingCurrent: current.count - right.count)
  }

  /// Compares counted categories.
  ///
  /// - Throws: ``DriftError/noValues(column:side:rows:)`` when a side has no value.
  public init(name: String, counts: CategoryCounts, missingReference: Int = 0, missingCurrent: Int = 0) throws(DriftError) {
    guard counts.reference.contains(where: { $0 > 0 }) else { throw .noValues(column: name, side: "reference", rows: missingReference) }
    guard counts.current.contains(where: { $0 > 0 }) else { throw .noValues(column: name, side: "current sample", rows: missingCurrent) }
    self.name = name
    kind = "categorical"
    self.counts = counts
    self.missingReference = missingReference
    self.missingCurrent = missingCurrent
    let table = counts.table
    chiSquared = table.chiSquared()
    likelihoodRatio = table.likelihoodRatio()
    let isPair = counts.names.count == 2
    chiSquaredYates = isPair ? table.chiSquared(yates: true) : nil
    fisher =
      isPair && table.total <= 100_000
      ? FisherExactTest(counts.reference[0], counts.reference[1], counts.current[0], counts.current[1]) : nil
    judgement = ColumnJudgement(method: "g", pValue: likelihoodRatio?.pValue ?? 1)
    var notes: [ComparisonNote] = []
    if missingReference + missingCurrent > 0 { notes.append(.missing(reference: missingReference, current: missingCurrent)) }
    if counts.names.count == 1 { notes += [.constant(side: "reference"), .constant(side: "current sample")] }
    let (n, m) = (counts.reference.reduce(0, +), counts.current.reduce(0, +))
    if min(n, m) < ComparisonNote.tinyCount { notes.append(.tiny(reference: n, current: m)) }
    if table.sparseCells > 0 { notes.append(.sparse(cells: table.sparseCells)) }
    if !counts.appeared.isEmpty { notes.append(.appeared(Array(counts.appeared.prefix(Self.named)))) }
    if !counts.vanished.isEmpty { notes.append(.vanished(Array(counts.vanished.prefix(Self.named)))) }
    self.notes = notes
  }

  /// Values of the reference without empty cells.
  public var referenceCount: Int { counts.reference.reduce(0, +) }
  /// Values of the current sample without empty cells.
  public var currentCount: Int { counts.current.reduce(0, +) }
  /// Distances of the shares.
  public var distance: DiscreteDistance { DiscreteDistance(referenceCounts: counts.reference, currentCounts: counts.current) }
  /// Two-sided p-value the column is judged by.
  public var pValue: Double { judgement.pValue }
}
