/// The outputs of one operator over a column, in memory that the next operator uses again.
final class KeptColumns {
  private let rows: Int
  private var values: [Double] = []

  init(rows: Int) { self.rows = rows }

  /// Lets the work write `[rows, width]`.
  func fill(width: Int, _ work: (inout MutableSpan<Double>) -> Void) {
    if values.count < rows * width { values = Array(repeating: .nan, count: rows * width) }
    var taken: [Double] = []
    swap(&taken, &values)
    var span = taken.mutableSpan
    var part = span._mutatingExtracting(0..<rows * width)
    work(&part)
    values = taken
  }

  /// Ten values of an output, evenly spread from a row to the last.
  func samples(_ output: Int, width: Int, from first: Int) -> [Double] {
    (0..<10).map { values[(first + $0 * (rows - 1 - first) / 9) * width + output] }
  }
}
