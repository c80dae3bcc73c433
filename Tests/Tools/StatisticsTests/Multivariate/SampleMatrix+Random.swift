import Statistics
import TestSupport

extension SampleMatrix {
  /// Rows of independent normal features, each with a mean of its own.
  static func normal(_ rows: Int, means: [Double], _ random: inout SeededGenerator) -> SampleMatrix {
    // The columns are of one length and there is one, so that the initialiser cannot throw.
    try! SampleMatrix(columns: means.map { mean in (0..<rows).map { _ in mean + random.normal() } })
  }

  /// Two normal features of this correlation and `columns − 2` independent ones.
  static func tied(_ rows: Int, columns: Int, correlation: Double, _ random: inout SeededGenerator) -> SampleMatrix {
    var values = (0..<columns).map { _ in (0..<rows).map { _ in random.normal() } }
    let rest = (1 - correlation * correlation).squareRoot()
    for row in 0..<rows { values[1][row] = correlation * values[0][row] + rest * values[1][row] }
    // As above.
    return try! SampleMatrix(columns: values)
  }

  /// The same rows with features changed.
  func mapped(_ transform: ([Double]) -> [Double]) -> SampleMatrix {
    let images = (0..<rows).map { row in transform((0..<columns).map { self[row, $0] }) }
    // As above.
    return try! SampleMatrix(columns: (0..<(images.first?.count ?? 0)).map { column in images.map { $0[column] } })
  }

  /// Two rotations in the planes of neighbouring features: an orthogonal map that mixes all of them.
  func rotated(_ angle: Double) -> SampleMatrix {
    let (c, s) = (angle.squareRoot() / 2, (1 - angle / 4).squareRoot())
    return mapped { row in
      var image = row
      for column in 0..<(row.count - 1) {
        let (x, y) = (image[column], image[column + 1])
        image[column] = c * x - s * y
        image[column + 1] = s * x + c * y
      }
      return image
    }
  }
}
