/// Working memory of ``TreeSHAP``, kept from row to row; one a thread.
///
/// ```text
/// path at recursion level L: elements[L · stride ..< L · stride + length]
/// ```
public struct TreeSHAPScratch: Sendable {
  /// One column on the way from the root: how much of the rows, and of this row, goes on when the column is unknown (`zero`) and known (`one`).
  struct Element: Sendable {
    var feature: Int32
    var zero: Double
    var one: Double
    /// Weight of all subsets of the path with as many known columns as the element's place says.
    var weight: Double
  }

  let stride: Int
  var elements: [Element]
  /// Does the row go left at each question of the tree at hand?
  var answers: [Bool]

  init(depth: Int, features: Int, nodes: Int) {
    // A path holds each column once, and one element in front of all.
    stride = min(depth, features) + 2
    elements = Array(repeating: Element(feature: -1, zero: 0, one: 0, weight: 0), count: (depth + 1) * stride)
    answers = Array(repeating: false, count: nodes)
  }

  /// Appends a column to the path of `length` elements from `start`.
  mutating func extend(_ start: Int, _ length: Int, zero: Double, one: Double, feature: Int32) {
    elements[start + length] = Element(feature: feature, zero: zero, one: one, weight: length == 0 ? 1 : 0)
    let count = Double(length + 1)
    var index = length
    while index > 0 {
      index -= 1
      elements[start + index + 1].weight += one * elements[start + index].weight * Double(index + 1) / count
      elements[start + index].weight = zero * elements[start + index].weight * Double(length - index) / count
    }
  }

  /// Takes element `place` out of the path, as if its column had never been asked.
  mutating func unwind(_ start: Int, _ length: Int, at place: Int) {
    let last = length - 1
    let (one, zero) = (elements[start + place].one, elements[start + place].zero)
    var next = elements[start + last].weight
    let count = Double(length)
    var index = last
    while index > 0 {
      index -= 1
      if one != 0 {
        let kept = elements[start + index].weight
        elements[start + index].weight = next * count / (Double(index + 1) * one)
        next = kept - elements[start + index].weight * zero * Double(last - index) / count
      } else if zero != 0 {
        elements[start + index].weight = elements[start + index].weight * count / (zero * Double(last - index))
      } else {
        elements[start + index].weight = 0
      }
    }
    for index in place..<last {
      elements[start + index].feature = elements[start + index + 1].feature
      elements[start + index].zero = elements[start + index + 1].zero
      elements[start + index].one = elements[start + index + 1].one
    }
  }

  /// The sum of weights that ``unwind(_:_:at:)`` would leave.
  func unwoundSum(_ start: Int, _ length: Int, at place: Int) -> Double {
    let last = length - 1
    let (one, zero) = (elements[start + place].one, elements[start + place].zero)
    var next = elements[start + last].weight
    var total = 0.0
    let count = Double(length)
    var index = last
    while index > 0 {
      index -= 1
      if one != 0 {
        let part = next * count / (Double(index + 1) * one)
        total += part
        next = elements[start + index].weight - part * zero * Double(last - index) / count
      } else if zero != 0 {
        total += elements[start + index].weight / zero * count / Double(last - index)
      }
    }
    return total
  }
}
