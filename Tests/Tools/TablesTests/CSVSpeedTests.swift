import Foundation
import TestSupport
import Testing

@testable import Tables

/// Measures reading where `$FRIDAY_CSV_BENCH` names a file; prints what it measured. No bound here: the machine decides.
@Suite("the speed of reading CSV", .serialized) struct CSVSpeedTests {
  static let file = ProcessInfo.processInfo.environment["FRIDAY_CSV_BENCH"]

  @Test("reads a file given in the environment, and says how fast", .enabled(if: file != nil, "no $FRIDAY_CSV_BENCH"))
  func whole() throws {
    let path = try #require(Self.file)
    for workers in [1, 2] {
      var times: [Double] = []
      for _ in 0..<5 {
        let start = clock()
        let table = try CSVReader(options: .init(workers: workers)).read(path: path)
        times.append(Double(clock() - start) / Double(CLOCKS_PER_SEC))
        #expect(table.rowCount > 0)
      }
      let size = try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
      times.sort()
      print(
        "measured \(workers) workers, CPU time: median \(times[2]) s, least \(times[0]) s, \(Double(size) / times[2] * 1e-9) GB/s, \(times[2] / Double(size) * 1e9) ns/byte"
      )
    }
  }
}
