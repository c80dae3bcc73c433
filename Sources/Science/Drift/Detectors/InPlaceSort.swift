/// Heapsort: sorts the few values of a look where they lie, without allocating.
enum InPlaceSort {
  /// Ascending; no NaN. O(n log n), no memory.
  static func sort(_ values: inout [Double]) {
    var end = values.count
    var root = end / 2
    while root > 0 {
      root -= 1
      sink(&values, root, end)
    }
    while end > 1 {
      end -= 1
      (values[0], values[end]) = (values[end], values[0])
      sink(&values, 0, end)
    }
  }

  private static func sink(_ values: inout [Double], _ root: Int, _ end: Int) {
    let value = values[root]
    var place = root
    while 2 * place + 1 < end {
      var child = 2 * place + 1
      if child + 1 < end, values[child] < values[child + 1] { child += 1 }
      if values[child] <= value { break }
      values[place] = values[child]
      place = child
    }
    values[place] = value
  }
}
