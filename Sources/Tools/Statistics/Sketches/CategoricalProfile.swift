/// Counts of a column's categories in bounded memory, with the error that the bound costs.
///
/// **Idea.** As long as no more categories than counters have been seen the counts are exact. A further one takes the least counted value off every counter
/// (Misra & Gries); what has been taken off in all is the error:
///
/// ```text
/// counts[c]  ≤  true count of c  ≤  counts[c] + error,        error ≤ n / (capacity + 1)
/// ```
///
/// and a category without a counter has been seen at most `error` times. Merging adds counters and errors and cuts back to the capacity in the same way: the
/// bound holds for the whole, in whatever order and shape parts are merged.
///
/// - Complexity: O(1) amortised a value while categories fit, O(capacity) where they do not; memory `capacity` counters.
///
/// Source: Misra & Gries 1982; Agarwal et al. 2012, "Mergeable summaries".
public struct CategoricalProfile: Sendable, Hashable, Codable {
  /// Counters kept.
  public let capacity: Int
  /// Lower bounds of the categories' counts.
  public private(set) var counts: [String: Int] = [:]
  /// No count is off by more; 0 while all categories have fitted.
  public private(set) var error = 0
  /// Cells that held a text.
  public private(set) var textCount = 0
  /// Empty cells.
  public private(set) var emptyCount = 0

  /// An empty profile.
  ///
  /// - Parameter capacity: 1…2²⁰.
  public init(capacity: Int = 10_000) {
    precondition((1...1 << 20).contains(capacity), "1…2²⁰ counters")
    self.capacity = capacity
  }

  /// Cells seen.
  public var count: Int { textCount + emptyCount }
  /// Are the counts the true ones?
  public var isExact: Bool { error == 0 }
  /// Texts that no counter holds any more.
  public var unassignedCount: Int { textCount - counts.values.reduce(0, +) }

  /// Takes `weight` cells of one category in.
  public mutating func update(_ category: String, weight: Int = 1) {
    precondition(weight >= 0, "a number of cells")
    guard weight > 0 else { return }
    textCount += weight
    counts[category, default: 0] += weight
    if counts.count > capacity { cut() }
  }

  /// Takes empty cells in.
  public mutating func updateEmpty(_ weight: Int = 1) { emptyCount += weight }

  /// Takes a block of codes in, as a CSV block gives them: indices into the texts, −1 for empty.
  ///
  /// - Complexity: O(cells + distinct texts of the block · hashing).
  public mutating func update(codes: Span<Int32>, texts: [String]) {
    var tally: [Int32: Int] = [:]
    for index in codes.indices { tally[codes[index], default: 0] += 1 }
    for (code, weight) in tally.sorted(by: { $0.key < $1.key }) {
      if code < 0 { updateEmpty(weight) } else { update(texts[Int(code)], weight: weight) }
    }
  }

  /// Takes another part's profile in.
  ///
  /// - Precondition: the same capacity.
  public mutating func merge(_ other: CategoricalProfile) {
    precondition(capacity == other.capacity, "profiles of one capacity merge")
    textCount += other.textCount
    emptyCount += other.emptyCount
    error += other.error
    for (category, weight) in other.counts { counts[category, default: 0] += weight }
    if counts.count > capacity { cut() }
  }

  /// Takes the (capacity + 1)-th largest count off all and drops those that are used up.
  private mutating func cut() {
    let taken = counts.values.sorted(by: >)[capacity]
    error += taken
    counts = counts.compactMapValues { $0 > taken ? $0 - taken : nil }
  }
}
