extension SlidingWindow {
  /// Takes many elements in, as ``push(_:keeping:)`` one by one would, and hands out the total after each: between two turns of the window its parts stand
  /// still, so the loop over them has no branch and the newest summary stays in registers.
  ///
  /// - Parameters:
  ///   - element: the element of a row.
  ///   - body: row, elements inside, their summary.
  @inline(__always) mutating func run(
    _ rows: Int, keeping length: Int, element: (Int) -> Aggregate.Element, _ body: (Int, Int, Aggregate) -> Void
  ) {
    var row = 0
    while row < rows {
      guard count == length else {
        push(element(row))
        body(row, count, total)
        row &+= 1
        continue
      }
      if head == middle { turn() }
      let steps = min(middle &- head, rows &- row)
      slide(steps, from: row, element: element, body)
      row &+= steps
    }
  }

  /// Replaces the oldest of a full window that many times; as many of its front must be left.
  @inline(__always) private mutating func slide(
    _ steps: Int, from row: Int, element: (Int) -> Aggregate.Element, _ body: (Int, Int, Aggregate) -> Void
  ) {
    let (mask, length, first, last) = (elements.count &- 1, count, head, tail)
    var newest = back
    // Taken out of the window for the while: nobody else holds them, so nothing is copied.
    var (kept, summed): ([Aggregate.Element], [Aggregate]) = ([], [])
    swap(&kept, &elements)
    swap(&summed, &suffixes)
    var places = kept.mutableSpan
    let sums = summed.span
    for step in 0..<steps {
      let new = element(row &+ step)
      places[(last &+ step) & mask] = new
      newest.append(new)
      let oldest = first &+ step &+ 1
      body(row &+ step, length, oldest < middle ? sums[oldest & mask].merged(with: newest) : newest)
    }
    elements = kept
    suffixes = summed
    back = newest
    head = first &+ steps
    tail = last &+ steps
  }
}
