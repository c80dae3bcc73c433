import Domain

/// Merges sorted runs of a file: a heap of each run's next value.
struct RunMerge {
  /// Values of a run held in memory at a time.
  static let blockLength = 8192

  private struct Run {
    var next: Int
    var end: Int
    var block: [Double]
    var filled = 0
    var position = 0
  }

  private let file: ScratchFile
  private var runs: [Run] = []
  /// The least key first; keys order as the values do, −0 before +0.
  private var heap: [(key: UInt64, run: Int)] = []

  init(file: ScratchFile, runs ranges: [Range<Int>]) throws(Diagnostic) {
    self.file = file
    for range in ranges where !range.isEmpty {
      runs.append(Run(next: range.lowerBound, end: range.upperBound, block: Array(repeating: 0, count: min(Self.blockLength, range.count))))
      if let key = try nextKey(runs.count - 1) {
        heap.append((key, runs.count - 1))
        siftUp()
      }
    }
  }

  /// The next value of all, ascending; `nil` at the end.
  mutating func next() throws(Diagnostic) -> Double? {
    guard let least = heap.first else { return nil }
    if let key = try nextKey(least.run) {
      heap[0].key = key
    } else {
      let last = heap.removeLast()
      if !heap.isEmpty { heap[0] = last }
    }
    siftDown()
    return Self.value(least.key)
  }

  private mutating func nextKey(_ index: Int) throws(Diagnostic) -> UInt64? {
    if runs[index].position == runs[index].filled {
      guard runs[index].next < runs[index].end else { return nil }
      let got = try file.read(&runs[index].block, from: runs[index].next, atMost: runs[index].end - runs[index].next)
      runs[index].next += got
      runs[index].filled = got
      runs[index].position = 0
    }
    defer { runs[index].position += 1 }
    return Self.key(runs[index].block[runs[index].position])
  }

  private mutating func siftUp() {
    var child = heap.count - 1
    while child > 0, heap[child].key < heap[(child - 1) / 2].key {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func siftDown() {
    var parent = 0
    while true {
      var least = 2 * parent + 1
      guard least < heap.count else { return }
      if least + 1 < heap.count, heap[least + 1].key < heap[least].key { least += 1 }
      guard heap[least].key < heap[parent].key else { return }
      heap.swapAt(least, parent)
      parent = least
    }
  }

  private static func key(_ value: Double) -> UInt64 {
    let bits = value.bitPattern
    return bits ^ (UInt64(bitPattern: Int64(bitPattern: bits) >> 63) | 1 << 63)
  }

  private static func value(_ key: UInt64) -> Double {
    Double(bitPattern: key >> 63 == 1 ? key ^ 1 << 63 : ~key)
  }
}
