/// The outputs of a column of observations, in memory that a row keeps over its pairs.
final class KeptOutputs {
  let width: Int
  private var values: [Double]

  init(rows: Int, width: Int) {
    self.width = width
    values = Array(repeating: .nan, count: rows * width)
  }

  /// Lets the work write all of them.
  @inline(__always) func fill(_ work: (inout MutableSpan<Double>) -> Void) {
    var taken: [Double] = []
    swap(&taken, &values)
    var span = taken.mutableSpan
    work(&span)
    values = taken
  }

  /// Lets the work write some rows.
  func fill(rows: Range<Int>, _ work: (inout MutableSpan<Double>) -> Void) {
    var taken: [Double] = []
    swap(&taken, &values)
    var span = taken.mutableSpan
    var part = span._mutatingExtracting(rows.lowerBound * width..<rows.upperBound * width)
    work(&part)
    values = taken
  }

  /// Ten values of each output, evenly spread from a row to the last.
  func digest(_ outputs: [Int], from first: Int) -> [Double] {
    let last = values.count / width - 1 - first
    return outputs.flatMap { output in (0..<10).map { values[(first + $0 * last / 9) * width + output] } }
  }
}
