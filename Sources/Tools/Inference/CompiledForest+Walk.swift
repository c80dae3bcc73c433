extension CompiledForest {
  /// Fills the slots of a row and hands them over; up to ``inlineSlots`` of them live on the stack.
  @inline(__always) func withSlots(of row: Span<Double>, _ body: (Span<UInt32>) -> Void) {
    precondition(row.count == featureCount, "one value a column")
    if slots.count <= Self.inlineSlots {
      var keys = InlineArray<256, UInt32>(repeating: 0)
      var span = keys.mutableSpan
      fill(&span, from: row)
      body(keys.span)
    } else {
      var keys = [UInt32](repeating: 0, count: slots.count)
      var span = keys.mutableSpan
      fill(&span, from: row)
      body(keys.span)
    }
  }

  @inline(__always) private func fill(_ keys: inout MutableSpan<UInt32>, from row: Span<Double>) {
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
        keys[index] = goesRight(value, set: Int(slot.categorySet)) ? 1 : 0
      }
    }
  }

  /// Does a category lie in the set? Negative numbers and those of 2²⁴ and above are no categories and go left; fractions are cut.
  private func goesRight(_ value: Float, set: Int) -> Bool {
    guard value >= 0, value < 16_777_216 else { return false }
    let category = Int32(value)
    let categories = categorySets[set]
    var low = 0
    var high = categories.count
    while low < high {
      let middle = (low + high) / 2
      if categories[middle] < category { low = middle + 1 } else { high = middle }
    }
    return low < categories.count && categories[low] == category
  }

  @inline(__always) private static func step(_ nodes: Span<Node>, _ keys: Span<UInt32>, _ index: inout Int) {
    let node = nodes[index]
    index = Int(node.left) &+ (keys[Int(node.slot)] < node.key ? 0 : 1)
  }

  /// Walks all trees and adds their leaves in file order.
  @inline(__always) func walk(_ keys: Span<UInt32>, _ add: (_ group: Int32, _ leaf: Float) -> Void) {
    let nodes = nodes.span
    let leaves = leaves.span
    let roots = roots.span
    let groups = groups.span
    let depths = blockDepths.span
    var tree = 0
    for block in 0..<depths.count {
      var a = Int(roots[tree])
      var b = Int(roots[tree + 1])
      var c = Int(roots[tree + 2])
      var d = Int(roots[tree + 3])
      var e = Int(roots[tree + 4])
      var f = Int(roots[tree + 5])
      var g = Int(roots[tree + 6])
      var h = Int(roots[tree + 7])
      var left = depths[block]
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
      add(groups[tree], leaves[a])
      add(groups[tree + 1], leaves[b])
      add(groups[tree + 2], leaves[c])
      add(groups[tree + 3], leaves[d])
      add(groups[tree + 4], leaves[e])
      add(groups[tree + 5], leaves[f])
      add(groups[tree + 6], leaves[g])
      add(groups[tree + 7], leaves[h])
      tree += Self.lanes
    }
  }
}
