/// A ring of elements with a bound: doubles its storage up to the bound, then refuses. No allocation once it has grown.
struct BoundedRing<Element: Sendable>: Sendable {
  /// Most elements it will hold.
  let capacity: Int
  private var storage: [Element] = []
  private var head = 0
  private(set) var count = 0

  init(capacity: Int) {
    precondition(capacity > 0, "a ring holds at least one element")
    self.capacity = capacity
  }

  var isEmpty: Bool { count == 0 }

  /// Element 0 is the oldest.
  subscript(index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count)
      return storage[slot(index)]
    }
    set {
      precondition(index >= 0 && index < count)
      storage[slot(index)] = newValue
    }
  }

  private func slot(_ index: Int) -> Int {
    let place = head + index
    return place < storage.count ? place : place - storage.count
  }

  /// Appends at the young end; `false` when full.
  mutating func append(_ element: Element) -> Bool {
    if count == storage.count {
      guard count < capacity else { return false }
      grow(filler: element)
    }
    storage[slot(count)] = element
    count += 1
    return true
  }

  mutating func removeFirst() {
    precondition(count > 0)
    head = head + 1 == storage.count ? 0 : head + 1
    count -= 1
  }

  mutating func removeLast() {
    precondition(count > 0)
    count -= 1
  }

  /// Inserts before the element at `index`, moving the younger ones: O(count − index). `false` when full.
  mutating func insert(_ element: Element, at index: Int) -> Bool {
    guard append(element) else { return false }
    var place = count - 1
    while place > index {
      self[place] = self[place - 1]
      place -= 1
    }
    self[index] = element
    return true
  }

  /// Removes `range`, moving the younger ones.
  mutating func remove(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    for index in range.upperBound..<count { self[index - range.count] = self[index] }
    count -= range.count
  }

  private mutating func grow(filler: Element) {
    let size = min(capacity, max(16, storage.count * 2))
    var larger: [Element] = []
    larger.reserveCapacity(size)
    for index in 0..<count { larger.append(self[index]) }
    while larger.count < size { larger.append(filler) }
    storage = larger
    head = 0
  }
}
