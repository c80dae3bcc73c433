/// Points laid out twice for the walk over all pairs: by rows, and in blocks of eight with one feature after another.
struct PairwisePoints {
  let count: Int
  let dimension: Int
  /// `[count][dimension]`.
  let rows: [Double]
  /// `[⌈count/8⌉][dimension][8]`, zeros behind the last point.
  let blocks: [Double]

  /// `count` rounded up to whole blocks.
  var padded: Int { (count + 7) / 8 * 8 }

  /// - Parameter points: `[count × dimension]`, column-major, finite.
  init(_ points: Span<Double>, count: Int, dimension: Int) {
    precondition(points.count >= count * dimension, "the span holds the points")
    self.count = count
    self.dimension = dimension
    var rows = [Double](repeating: 0, count: count * dimension)
    var blocks = [Double](repeating: 0, count: (count + 7) / 8 * 8 * dimension)
    for column in 0..<dimension {
      for row in 0..<count {
        let value = points[column * count + row]
        rows[row * dimension + column] = value
        blocks[(row / 8 * dimension + column) * 8 + row % 8] = value
      }
    }
    self.rows = rows
    self.blocks = blocks
  }
}
