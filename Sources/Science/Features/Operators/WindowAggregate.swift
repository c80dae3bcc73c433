/// A summary of neighbouring elements that two neighbours' summaries give: what a ``SlidingWindow`` keeps.
///
/// It is only ever added to. Taking an element away again would leave a residue, and one outlier would spoil all that follows.
protocol WindowAggregate: Codable, Sendable {
  associatedtype Element: Codable, Sendable

  /// The summary of nothing.
  init()
  /// Takes in an element newer than all.
  mutating func append(_ element: Element)
  /// Takes in an element older than all.
  mutating func prepend(_ element: Element)
  /// This one and one of newer elements.
  func merged(with newer: Self) -> Self
}

extension WindowAggregate {
  /// Where the order does not matter.
  @inline(__always) mutating func prepend(_ element: Element) { append(element) }
}
