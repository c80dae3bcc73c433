import TestSupport

/// A tensor computed the plain way, index by index: the twin of what the compiler does with places.
struct NaiveTensor {
  var shape: [Int]
  var values: [Double]

  init(_ shape: [Int], _ values: [Double]) {
    self.shape = shape
    self.values = values
  }

  init(_ shape: [Int], random: inout SeededGenerator) {
    self.init(shape, (0..<shape.reduce(1, *)).map { _ in Double(Float.random(in: -2...2, using: &random)) })
  }

  var rank: Int { shape.count }

  /// All multi-indices of a shape, row-major.
  static func indices(_ shape: [Int]) -> [[Int]] {
    shape.reduce([[]]) { all, size in all.flatMap { index in (0..<size).map { index + [$0] } } }
  }

  subscript(_ index: [Int]) -> Double {
    var place = 0
    for (axis, size) in shape.enumerated() { place = place * size + index[axis] }
    return values[place]
  }

  static func make(_ shape: [Int], _ value: ([Int]) -> Double) -> NaiveTensor { NaiveTensor(shape, indices(shape).map(value)) }

  /// At an index of a shape that this one broadcasts to.
  func broadcast(at index: [Int]) -> Double {
    let tail = index.suffix(rank)
    return self[zip(shape, tail).map { $0 == 1 ? 0 : $1 }]
  }

  func softmax(_ axis: Int) -> NaiveTensor {
    Self.make(shape) { index in
      let row = (0..<shape[axis]).map { place -> Double in
        var other = index
        other[axis] = place
        return self[other]
      }
      let largest = row.max() ?? 0
      return Self.exponential(self[index] - largest) / row.reduce(0) { $0 + Self.exponential($1 - largest) }
    }
  }

  /// e^x by halving and its series: no library the engine uses.
  static func exponential(_ x: Double) -> Double {
    if abs(x) > 0.01 {
      let half = exponential(x / 2)
      return half * half
    }
    return 1 + x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5))))
  }

  static func sigmoid(_ x: Double) -> Double { 1 / (1 + exponential(-x)) }
  static func tanh(_ x: Double) -> Double { 1 - 2 / (exponential(2 * x) + 1) }
}
