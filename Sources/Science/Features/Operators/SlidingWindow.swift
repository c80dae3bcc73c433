/// The summary of the latest elements, without ever subtracting: a queue of two stacks.
///
/// ```text
/// | front: suffix summaries, made once |  back: one summary, added to |        total = suffix[head] ∘ back
///   head →                       middle                          tail →
/// ```
///
/// The oldest element leaves by moving `head`. When the front is used up, the back becomes the front: its suffixes are summed from the newest to the oldest.
/// So every answer is made of elements inside the window alone: what has left leaves no residue, however large it was.
///
/// - Complexity: O(1) amortised an element, O(n) at worst; no allocation once the longest window has been seen.
///
/// Source: the two-stack queue of folklore; compared with others in Tangwongsan, Hirzel & Schneider 2017, "Low-latency sliding-window aggregation".
struct SlidingWindow<Aggregate: WindowAggregate>: Codable, Sendable {
  var elements: [Aggregate.Element] = []
  var suffixes: [Aggregate] = []
  var back = Aggregate()
  var head = 0
  var middle = 0
  var tail = 0

  init() {}

  /// Elements inside.
  @inline(__always) var count: Int { tail &- head }

  /// The summary of all elements inside.
  @inline(__always) var total: Aggregate { head < middle ? suffixes[head & (suffixes.count &- 1)].merged(with: back) : back }

  /// Takes in the newest element.
  @inline(__always) mutating func push(_ element: Aggregate.Element) {
    if count == elements.count { grow(element) }
    elements[tail & (elements.count &- 1)] = element
    tail &+= 1
    back.append(element)
  }

  /// Takes in the newest element of a window of `length`.
  @inline(__always) mutating func push(_ element: Aggregate.Element, keeping length: Int) {
    if count == length { dropOldest() }
    push(element)
  }

  /// Lets the oldest element go; there must be one.
  @inline(__always) mutating func dropOldest() {
    if head == middle { turn() }
    head &+= 1
  }

  /// Lets that many of the oldest go.
  @inline(__always) mutating func drop(_ leaving: Int) {
    if leaving == 1 {
      dropOldest()
    } else if leaving > 1 {
      dropSeveral(leaving)
    }
  }

  // Not inlined, like `turn`: what is rare would cost the common path its registers and a check of the buffer's owner.
  @inline(never) private mutating func dropSeveral(_ leaving: Int) {
    for _ in 0..<leaving { dropOldest() }
  }

  @inline(never) mutating func turn() {
    precondition(count > 0, "an empty window has no oldest element")
    let mask = elements.count - 1
    var suffix = Aggregate()
    var index = tail
    while index > head {
      index -= 1
      suffix.prepend(elements[index & mask])
      suffixes[index & mask] = suffix
    }
    middle = tail
    back = Aggregate()
  }

  @inline(never) private mutating func grow(_ filler: Aggregate.Element) {
    let capacity = max(8, elements.count * 2)
    var grown = Array(repeating: filler, count: capacity)
    var grownSuffixes = Array(repeating: Aggregate(), count: capacity)
    for index in head..<tail { grown[index & (capacity - 1)] = elements[index & (elements.count - 1)] }
    for index in head..<max(head, middle) { grownSuffixes[index & (capacity - 1)] = suffixes[index & (suffixes.count - 1)] }
    elements = grown
    suffixes = grownSuffixes
  }
}
