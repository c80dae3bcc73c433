/// Rows by their barrier, the one nearest to being touched on top: a binary heap on (barrier, row), so that its order of leaving is one order.
struct BarrierHeap: Sendable {
  struct Entry: Sendable {
    /// The barrier in the units of its side; the least is touched first.
    var key: Int128
    /// Number among the waiting rows.
    var number: Int

    @inline(__always) static func < (left: Entry, right: Entry) -> Bool {
      left.key < right.key || (left.key == right.key && left.number < right.number)
    }
  }

  private var entries: [Entry] = []

  var count: Int { entries.count }
  var top: Entry? { entries.isEmpty ? nil : entries[0] }

  mutating func insert(_ entry: Entry) {
    entries.append(entry)
    var child = entries.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard entry < entries[parent] else { break }
      entries[child] = entries[parent]
      child = parent
    }
    entries[child] = entry
  }

  mutating func removeTop() {
    let last = entries.removeLast()
    if !entries.isEmpty { sink(last, from: 0) }
  }

  /// Lets go the rows that nobody waits for.
  mutating func removeAll(where isGone: (Int) -> Bool) {
    var kept = 0
    for index in 0..<entries.count where !isGone(entries[index].number) {
      entries[kept] = entries[index]
      kept += 1
    }
    entries.removeLast(entries.count - kept)
    for index in stride(from: entries.count / 2 - 1, through: 0, by: -1) { sink(entries[index], from: index) }
  }

  private mutating func sink(_ entry: Entry, from start: Int) {
    var parent = start
    while true {
      var child = 2 * parent + 1
      guard child < entries.count else { break }
      if child + 1 < entries.count, entries[child + 1] < entries[child] { child += 1 }
      guard entries[child] < entry else { break }
      entries[parent] = entries[child]
      parent = child
    }
    entries[parent] = entry
  }
}
