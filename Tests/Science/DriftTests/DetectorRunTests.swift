import TestSupport
import Testing

@testable import Drift

@Suite("A detector's run over a column")
struct DetectorRunTests {
  @Test("keeps row numbers, drops NaN and counts it")
  func missing() throws {
    var generator = SeededGenerator(seed: 5)
    let values = (0..<2000).map { $0 % 7 == 3 ? .nan : generator.normal() + ($0 < 1000 ? 0 : 4) }
    let run = try DetectorRun(DetectorKey(name: "adwin"), over: values)
    #expect(run.count == 2000 && run.nanCount == values.count { $0.isNaN })
    #expect(!run.alarms.isEmpty && run.alarms.allSatisfy { $0 >= 1000 && !values[$0].isNaN })
    let present = values.enumerated().filter { !$0.element.isNaN }
    let compact = try DetectorRun(DetectorKey(name: "adwin"), over: present.map(\.element))
    #expect(compact.alarms.map { present[$0].offset } == run.alarms)
    #expect(compact.readings == run.readings)
  }

  @Test("in two halves says what one run says")
  func halves() throws {
    var generator = SeededGenerator(seed: 6)
    let values = (0..<3000).map { generator.normal() + ($0 < 1500 ? 0 : 2) }
    for name in ["adwin", "page_hinkley", "kswin"] {
      let whole = try DetectorRun(DetectorKey(name: name), over: values)
      var detector = try DetectorCatalogue.detector(DetectorKey(name: name))
      let first = DetectorRun(&detector, over: Array(values[..<1234]))
      let second = DetectorRun(&detector, over: Array(values[1234...]))
      #expect(first.alarms + second.alarms.map { $0 + 1234 } == whole.alarms)
      #expect(second.readings == whole.readings)
    }
  }

  @Test("over nothing says nothing")
  func empty() throws {
    let run = try DetectorRun(DetectorKey(name: "adwin"), over: [])
    #expect(run.alarms.isEmpty && run.count == 0 && run.warnings.isEmpty)
  }
}
