import Domain
import Drift
import Foundation
import TestSupport
import Testing

@testable import Reports

@Suite("the report of a monitor") struct MonitorReportTests {
  private func report(shift: Double) throws -> MonitorReport {
    var dice = SeededGenerator(seed: 3)
    var monitor = try DriftMonitor(model: "m", streams: [.init("a_column_of_a_rather_long_name"), .init("steady")])
    var found: [MonitorReport.Entry] = []
    var events: [DriftEvent] = []
    for row in 0..<2000 {
      let values = [dice.normal() + (row >= 1200 ? shift : 0), row == 7 ? .nan : dice.normal()]
      monitor.observe(values.span, at: Timestamp(nanoseconds: Int64(row)), events: &events)
      for event in events { found.append(MonitorReport.Entry(row: row, event: event)) }
      events.removeAll()
    }
    return MonitorReport(columns: ["a_column_of_a_rather_long_name", "steady"], rows: 2000, missing: monitor.missingValues, events: found)
  }

  @Test("names row, column, size and guarantee of each event") func document() throws {
    let report = try report(shift: 3)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(report.json.description.utf8)) as? [String: Any])
    let events = try #require(object["events"] as? [[String: Any]])
    let first = try #require(events.first)
    #expect(object["drifted"] as? Bool == true && object["missing"] as? Int == 1 && object["rows"] as? Int == 2000)
    #expect((1200..<1400).contains(first["row"] as? Int ?? 0) && first["column"] as? String == "a_column_of_a_rather_long_name")
    #expect((first["guarantee"] as? String ?? "").isEmpty == false)
    #expect(report.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test("says so when nothing was found") func quiet() throws {
    let report = try report(shift: 0)
    #expect(!report.drifted && report.text.contains("Nothing found in 2000 rows of 2 columns."))
  }
}
