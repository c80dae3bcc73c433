extension CompiledForest {
  /// Adds a linear booster's terms of one output; a missing value adds nothing.
  func addLinear(_ row: Span<Double>, to margin: inout Float, output: Int) {
    let missing = missing ?? .nan
    for column in 0..<row.count {
      let value = Float(row[column])
      if !value.isNaN, value != missing { margin += value * linearWeights[column * groupCount + output] }
    }
  }

  /// One output: adds each tree's leaf of a row whose slots stand in `keys`.
  @inline(__always) func add(_ keys: Span<UInt32>, to margin: inout Float) {
    let leaves = leaves.span
    for block in 0..<blockDepths.count {
      let reached = descend(keys, block)
      for lane in 0..<Self.lanes { margin += leaves[Int(reached[lane])] }
    }
  }

  /// Several outputs: adds each tree's leaf to its output.
  @inline(__always) func add(_ keys: Span<UInt32>, to margins: inout MutableSpan<Float>) {
    let leaves = leaves.span
    let groups = groups.span
    for block in 0..<blockDepths.count {
      let reached = descend(keys, block)
      for lane in 0..<Self.lanes { margins[Int(groups[block * Self.lanes + lane])] += leaves[Int(reached[lane])] }
    }
  }

  @inline(__always) func fill(_ keys: inout MutableSpan<UInt32>, from row: Span<Double>) {
    let slots = slots.span
    let missing = missing ?? .nan
    for index in 0..<slots.count {
      let slot = slots[index]
      let value = Float(row[Int(slot.column)])
      if value.isNaN || value == missing {
        keys[index] = slot.missingKey
      } else if slot.categorySet < 0 {
        keys[index] = OrderKey.key(value)
      } else {
        keys[index] = goesRight(value, slot) ? 1 : 0
      }
    }
  }

  /// Does a category lie in the set? Negative numbers and those of 2²⁴ and above are no categories and go left; fractions are cut.
  private func goesRight(_ value: Float, _ slot: Slot) -> Bool {
    guard value >= 0, value < 16_777_216 else { return false }
    let category = Int32(value)
    let categories = categories.span
    let end = Int(slot.categorySet) + Int(slot.categoryCount)
    var low = Int(slot.categorySet)
    var high = end
    while low < high {
      let middle = (low + high) / 2
      if categories[middle] < category { low = middle + 1 } else { high = middle }
    }
    return low < end && categories[low] == category
  }

  @inline(__always) private static func step(_ nodes: Span<Node>, _ keys: Span<UInt32>, _ index: inout Int) {
    let node = nodes[index]
    index = Int(node.left) &+ (keys[Int(node.slot)] < node.key ? 0 : 1)
  }

  /// Walks the eight trees of a block together: the leaf that each reaches.
  @inline(__always) private func descend(_ keys: Span<UInt32>, _ block: Int) -> [8 of Int32] {
    let nodes = nodes.span
    let roots = roots.span
    let tree = block * Self.lanes
    var a = Int(roots[tree])
    var b = Int(roots[tree + 1])
    var c = Int(roots[tree + 2])
    var d = Int(roots[tree + 3])
    var e = Int(roots[tree + 4])
    var f = Int(roots[tree + 5])
    var g = Int(roots[tree + 6])
    var h = Int(roots[tree + 7])
    var left = blockDepths[block]
    while left != 0 {
      Self.step(nodes, keys, &a)
      Self.step(nodes, keys, &b)
      Self.step(nodes, keys, &c)
      Self.step(nodes, keys, &d)
      Self.step(nodes, keys, &e)
      Self.step(nodes, keys, &f)
      Self.step(nodes, keys, &g)
      Self.step(nodes, keys, &h)
      left &-= 1
    }
    return [Int32(a), Int32(b), Int32(c), Int32(d), Int32(e), Int32(f), Int32(g), Int32(h)]
  }
}
