/// Two samples of categories counted over the union of their categories.
public struct CategoryCounts: Sendable, Hashable {
  /// Categories of either side, ascending by their text's Unicode scalars.
  public let names: [String]
  /// Reference counts, one a category.
  public let reference: [Int]
  /// Current counts, one a category.
  public let current: [Int]

  /// Counts two samples.
  ///
  /// - Complexity: O(n + m + K log K).
  public init(reference: [String], current: [String]) {
    var left: [String: Int] = [:]
    for value in reference { left[value, default: 0] += 1 }
    var right: [String: Int] = [:]
    for value in current { right[value, default: 0] += 1 }
    self.init(reference: left, current: right)
  }

  /// The same from counts.
  public init(reference: [String: Int], current: [String: Int]) {
    var names = Array(reference.keys)
    for name in current.keys where reference[name] == nil { names.append(name) }
    names.sort { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    self.names = names
    self.reference = names.map { reference[$0] ?? 0 }
    self.current = names.map { current[$0] ?? 0 }
  }

  /// As a table to test.
  public var table: ContingencyTable { ContingencyTable(reference: reference, current: current) }
  /// Categories of the current sample that the reference lacks.
  public var appeared: [String] { names.indices.filter { reference[$0] == 0 && current[$0] > 0 }.map { names[$0] } }
  /// Categories of the reference that the current sample lacks.
  public var vanished: [String] { names.indices.filter { reference[$0] > 0 && current[$0] == 0 }.map { names[$0] } }
}
