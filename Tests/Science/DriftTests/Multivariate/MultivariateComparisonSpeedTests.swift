import Drift
import Foundation
import TestSupport
import Testing

/// CPU time of a whole joint comparison in release. `FRIDAY_MEASURE=1` turns it on.
@Suite("speed of the joint comparison", .serialized) struct MultivariateComparisonSpeedTests {
  static let isOn: Bool = {
    let isOn = ProcessInfo.processInfo.environment["FRIDAY_MEASURE"] != nil
    if !isOn { print("skipped: speed of the joint comparison (set FRIDAY_MEASURE=1, in release)") }
    return isOn
  }()

  @Test("nine tests of 2000 + 2000 rows × 20, and of 100,000 + 100,000 subsampled", .enabled(if: isOn))
  func comparison() throws {
    var random = SeededGenerator(seed: 1)
    for rows in [2000, 100_000] {
      let reference = MultivariateComparisonTests.normal(rows, 20, &random)
      let current = MultivariateComparisonTests.normal(rows, 20, &random)
      let start = clock()
      let found = try MultivariateComparisonTests.compare(reference, current, MultivariateConfiguration())
      print("speed: joint comparison of \(rows) + \(rows) rows × 20: \(Double(clock() - start) / Double(CLOCKS_PER_SEC)) s")
      #expect(found.findings.allSatisfy { $0.evidence != nil } && found.reference.usedRows == 2000)
    }
  }
}
