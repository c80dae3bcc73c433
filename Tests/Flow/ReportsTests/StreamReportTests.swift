import Drift
import Foundation
import Reports
import Testing

@Suite("StreamReport")
struct StreamReportTests {
  private func run(_ values: [Double]) throws -> StreamReport {
    let key = DetectorKey(name: "adwin", parameters: [.init(name: "delta", value: "0.002")])
    return StreamReport(try DetectorRun(key, over: values))
  }

  /// Around 0 for a thousand rows, around 5 from then on.
  private static let step: [Double] = (0..<2000).map { row in
    let level = row < 1000 ? 0.0 : 5.0
    return level + Double(row % 7) / 100
  }

  @Test("The document has the contract's keys, parameters as numbers, alarms as rows counted from 0")
  func json() throws {
    let report = try run(Self.step + [.nan])
    let document = try #require(try JSONSerialization.jsonObject(with: Data(report.json.bytes)) as? [String: Any])
    #expect(Set(document.keys).isSuperset(of: ["detector", "parameters", "n", "alarms", "warnings", "state"]))
    #expect(document["detector"] as? String == report.run.key.name && document["n"] as? Int == 2001 && document["nan"] as? Int == 1)
    #expect((document["parameters"] as? [String: Any])?["delta"] as? Double == 0.002)
    let alarms = try #require(document["alarms"] as? [Int])
    #expect(alarms == report.run.alarms && !alarms.isEmpty && alarms.allSatisfy { (1000..<1200).contains($0) })
    #expect((document["state"] as? [String: Any])?.isEmpty == false)
  }

  @Test("The text keeps to 80 columns and says how many alarms were raised, also when none was")
  func text() throws {
    let loud = try run(Self.step)
    #expect(loud.text.split(separator: "\n").allSatisfy { $0.count <= 80 } && loud.text.contains("alarms at rows"))
    let silent = try run(Array(repeating: 0.5, count: 100))
    #expect(silent.run.alarms.isEmpty && silent.text.contains("raised no alarms in 100 rows") && !silent.text.contains("alarms at rows"))
  }
}
