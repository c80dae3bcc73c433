public import Statistics

/// A column as a peer would judge it: whose answer it is stands in ``peer``.
public struct PeerComparison: Hashable, Sendable {
  /// Whose definitions these are.
  public let peer: DriftPeer
  /// The column.
  public let name: String
  /// The test the peer takes when none is asked for.
  public let defaultTest: String
  /// All numbers, the default test among them.
  public let findings: [PeerFinding]

  /// The default test's verdict; false where the peer has none.
  public var drifted: Bool { findings.first { $0.name == defaultTest }?.drifted ?? false }

  /// A number by its name.
  public subscript(name: String) -> Double? { findings.first { $0.name == name }?.value ?? nil }

  init(peer: DriftPeer, name: String, defaultTest: String, findings: [PeerFinding]) {
    self.peer = peer
    self.name = name
    self.defaultTest = defaultTest
    self.findings = findings
  }

  /// A column of numbers by a peer's definitions.
  ///
  /// - Parameters:
  ///   - peer: whose answer.
  ///   - name: the column.
  ///   - reference: at least one value.
  ///   - current: at least one value.
  /// - Throws: ``DriftError/noValues(column:side:rows:)``.
  /// - Complexity: O(n + m) and the peer's bins.
  public init(as peer: DriftPeer, name: String, reference: SortedSample, current: SortedSample) throws(DriftError) {
    try ColumnComparison.requireValues(name, reference, current)
    let ranks = try ColumnComparison.scan(name, reference, current)
    switch peer {
    case .evidently: self = Self.evidently(name, reference, current, ranks)
    case .nannyml: self = Self.nannyml(name, reference, current, ranks)
    case .frouros, .capymoa: self = Self.pooledIndex(peer, name, reference, current)
    }
  }

  /// A column of categories by a peer's definitions.
  ///
  /// - Throws: ``DriftError/noValues(column:side:rows:)``.
  public init(as peer: DriftPeer, name: String, counts: CategoryCounts) throws(DriftError) {
    guard counts.reference.contains(where: { $0 > 0 }) else { throw .noValues(column: name, side: "reference", rows: 0) }
    guard counts.current.contains(where: { $0 > 0 }) else { throw .noValues(column: name, side: "current sample", rows: 0) }
    switch peer {
    case .evidently: self = Self.evidently(name, counts)
    case .nannyml: self = Self.nannyml(name, counts)
    case .frouros, .capymoa:
      self = PeerComparison(
        peer: peer, name: name, defaultTest: "chi2", findings: [.pValue("chi2", counts.table.chiSquared(yates: true)?.pValue)])
    }
  }

  /// Counts of both samples over bins of equal width; nil when a value is infinite.
  static func equalWidths(_ left: SortedSample, _ right: SortedSample, from low: Double, to high: Double, count: Int) -> DiscreteDistance? {
    guard low.isFinite, high.isFinite else { return nil }
    let bins = QuantileBins(from: low, to: high, count: count)
    return DiscreteDistance(referenceCounts: bins.counts(sorted: left.values.span), currentCounts: bins.counts(sorted: right.values.span))
  }

  /// Least and greatest value of both.
  static func range(_ left: SortedSample, _ right: SortedSample) -> (low: Double, high: Double) {
    (min(left.values[0], right.values[0]), max(left.values[left.values.count - 1], right.values[right.values.count - 1]))
  }

  /// Counts a distinct value of sorted samples.
  static func perValue(_ left: SortedSample, _ right: SortedSample) -> (values: [Double], reference: [Int], current: [Int]) {
    var values: [Double] = []
    var (reference, current): ([Int], [Int]) = ([], [])
    var (i, j) = (0, 0)
    while i < left.values.count || j < right.values.count {
      let value = min(i < left.values.count ? left.values[i] : .infinity, j < right.values.count ? right.values[j] : .infinity)
      let (startI, startJ) = (i, j)
      while i < left.values.count, left.values[i] == value { i += 1 }
      while j < right.values.count, right.values[j] == value { j += 1 }
      values.append(value)
      reference.append(i - startI)
      current.append(j - startJ)
    }
    return (values, reference, current)
  }

  /// Distinct values of a sorted sample.
  static func distinct(_ sample: SortedSample) -> Int {
    var count = sample.values.isEmpty ? 0 : 1
    for index in sample.values.indices.dropFirst() where sample.values[index] != sample.values[index - 1] { count += 1 }
    return count
  }

  /// √(Σ(x − x̄)²/n) of a finite sample.
  static func populationDeviation(_ sample: SortedSample) -> Double {
    let mean = sample.values.reduce(0, +) / Double(sample.values.count)
    return (sample.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(sample.values.count)).squareRoot()
  }
}
