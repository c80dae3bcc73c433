/// A sketch laid out for questions: its values ascending, with the weight up to each.
///
/// - Complexity: to make one O(s log s) for s values kept; a question O(log s).
public struct SketchedRanks: Sendable, Hashable {
  /// Ascending.
  public let values: [Double]
  /// Weight of the values up to and with the one of the same index; the last is ``count``.
  public let cumulative: [Int]
  /// Values the sketch has taken in.
  public var count: Int { cumulative.last ?? 0 }

  /// Lays a sketch out.
  public init(_ sketch: KLLSketch) {
    var items: [(value: Double, weight: Int)] = []
    items.reserveCapacity(sketch.levels.reduce(0) { $0 + $1.count })
    for (level, kept) in sketch.levels.enumerated() { for value in kept { items.append((value, 1 << level)) } }
    items.sort { $0.value < $1.value }
    var total = 0
    values = items.map(\.value)
    cumulative = items.map { item in
      total += item.weight
      return total
    }
  }

  /// Weight of the values ≤ x.
  public func rank(through x: Double) -> Int {
    let place = partition { $0 <= x }
    return place == 0 ? 0 : cumulative[place - 1]
  }

  /// Weight of the values < x.
  public func rank(below x: Double) -> Int {
    let place = partition { $0 < x }
    return place == 0 ? 0 : cumulative[place - 1]
  }

  /// F̂(x) = rank(x) / n; 0 for an empty sketch.
  public func distribution(_ x: Double) -> Double { count > 0 ? Double(rank(through: x)) / Double(count) : 0 }

  /// The least value kept of rank at least p·n: its true rank is off by no more than the sketch's bound and the weight of one value.
  ///
  /// - Parameter probability: 0…1.
  /// - Returns: `nil` for an empty sketch.
  public func quantile(_ probability: Double) -> Double? {
    precondition((0...1).contains(probability), "a probability")
    guard count > 0 else { return nil }
    let wanted = max(1, Int((probability * Double(count)).rounded(.up)))
    var (low, high) = (0, cumulative.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] >= wanted { high = middle } else { low = middle + 1 }
    }
    return values[low]
  }

  /// How many values, from the first on, keep the condition.
  private func partition(_ keeps: (Double) -> Bool) -> Int {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if keeps(values[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
