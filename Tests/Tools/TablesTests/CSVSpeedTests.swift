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

  @Test("reads the file in blocks and sorts its columns on disk, and says how much memory that took", .enabled(if: file != nil, "no $FRIDAY_CSV_BENCH"))
  func blocks() throws {
    let folder = try TemporaryFolder()
    for sorting in [false, true] {
      let start = clock()
      var reader = try CSVBlockReader(path: try #require(Self.file))
      let sorts = reader.names.map { _ in ExternalSort(folder: folder.path, valuesInMemory: 1 << 17) }
      var rows = 0
      while try reader.next() {
        rows += reader.rowCount
        for index in sorts.indices where sorting { if let numbers = reader.column(index).numbers { try sorts[index].add(numbers) } }
      }
      var kept = 0
      for sort in sorts where sorting { kept += try sort.finish().count }
      #expect(rows > 0 && (!sorting || kept > 0))
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") } ?? "VmHWM unknown"
      print("measured blocks\(sorting ? ", sorted on disk" : ""): \(rows) rows, \(Double(clock() - start) / Double(CLOCKS_PER_SEC)) s CPU, \(peak)")
    }
  }
}
