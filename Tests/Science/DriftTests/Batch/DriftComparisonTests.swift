import Drift
import Statistics
import Testing
import TestSupport

@Suite("drift comparison") struct DriftComparisonTests {
  static func column(_ name: String, _ shift: Double, count: Int = 400) throws -> ColumnComparison {
    try ColumnComparison(
      name: name, reference: SortedSample(ColumnComparisonTests.normal(count, 1)), current: SortedSample(ColumnComparisonTests.normal(count, 2, shift: shift)))
  }

  static func categories(_ name: String, _ second: [String: Int]) throws -> CategoricalComparison {
    try CategoricalComparison(name: name, counts: CategoryCounts(reference: ["a": 300, "b": 200], current: second))
  }

  @Test("a column is drifted when Holm rejects and the effect is large enough, whatever its kind")
  func judgement() throws {
    let verdict = try DriftComparison(columns: [
      .numeric(try Self.column("still", 0)), .numeric(try Self.column("moved", 1)), .categorical(try Self.categories("level", ["a": 60, "b": 140])),
      .categorical(try Self.categories("same", ["a": 120, "b": 80])), .numeric(try Self.column("slight", 0.05, count: 20_000)),
    ])
    #expect(verdict.columns.map(\.drifted) == [false, true, true, false, false])
    #expect(verdict.columns[4].rejected && verdict.columns[4].reason.hasPrefix("significant but small: D 0.0"))
    #expect(verdict.drifted && verdict.columns[1].reason.contains("KS p") && verdict.columns[2].reason.contains("TV 0.3") && verdict.columns[2].reason.contains("G p"))
    #expect(try DriftComparison(columns: [.numeric(try Self.column("slight", 0.05, count: 20_000))], minimumEffect: 0).drifted)
    let adjusted = Holm.adjusted(verdict.columns.map(\.comparison.pValue))
    #expect(verdict.columns.map(\.adjustedPValue) == adjusted)
    #expect(zip(verdict.columns, adjusted).allSatisfy { $0.falseDiscoveryPValue <= $1 + 1e-15 })
  }

  @Test("refuses no column and levels out of range")
  func refusal() throws {
    let one = try Self.column("x", 0)
    #expect(throws: DriftError.noColumns) { try DriftComparison([ColumnComparison]()) }
    for alpha in [0, 1, -1, .nan] { #expect(throws: DriftError.self) { try DriftComparison([one], alpha: alpha) } }
    for effect in [-0.1, 1.1, .nan] { #expect(throws: DriftError.self) { try DriftComparison([one], minimumEffect: effect) } }
  }

  @Test("the family-wise level holds over many columns")
  func level() throws {
    var alarms = 0
    for run in 0..<60 as Range<UInt64> {
      let columns = try (0..<8 as Range<UInt64>).map { index in
        try ColumnComparison(
          name: "c\(index)", reference: SortedSample(ColumnComparisonTests.normal(80, run &* 100 &+ index)),
          current: SortedSample(ColumnComparisonTests.normal(80, run &* 100 &+ index &+ 50)))
      }
      alarms += try DriftComparison(columns, alpha: 0.1, minimumEffect: 0).drifted ? 1 : 0
    }
    // At most 6 ± 2.3 of 60.
    #expect(alarms <= 14, "\(alarms)")
  }

  @Test("categories: new, vanished and sparse ones are named, empty cells counted, a single one is no drift")
  func categorical() throws {
    let column = try CategoricalComparison(name: "c", reference: ["a", "a", nil, "b"], current: ["a", "c", nil, nil])
    #expect(column.missingReference == 1 && column.missingCurrent == 2 && column.referenceCount == 3 && column.currentCount == 2)
    #expect(Set(column.notes.map(\.code)) == ["missing", "tiny", "sparse", "appeared", "vanished"])
    #expect(column.notes.contains(.appeared(["c"])) && column.notes.contains(.vanished(["b"])))
    let single = try CategoricalComparison(name: "c", reference: ["a"], current: ["a", "a"])
    #expect(single.pValue == 1 && single.likelihoodRatio == nil && single.distance.totalVariation == 0)
    #expect(throws: DriftError.noValues(column: "c", side: "current sample", rows: 1)) { try CategoricalComparison(name: "c", reference: ["a"], current: [nil]) }
    let pair = try Self.categories("p", ["a": 60, "b": 140])
    #expect(pair.fisher != nil && pair.chiSquaredYates != nil && column.fisher == nil)
  }

  @Test("many distinct strings are compared, their notes bounded")
  func manyCategories() throws {
    let (a, b) = ((0..<5000).map { Optional("k\($0)") }, (2500..<7500).map { Optional("k\($0)") })
    let column = try CategoricalComparison(name: "id", reference: a, current: b)
    #expect(column.counts.names.count == 7500 && abs(column.distance.totalVariation - 0.5) < 1e-12)
    for case .appeared(let names) in column.notes { #expect(names.count == 20) }
    #expect(column.pValue >= 0 && column.pValue <= 1)
  }
}
