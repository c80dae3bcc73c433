import Foundation
import TestSupport
import Testing

@testable import Drift

@Suite("ADWIN and MOA's detectors against MOA; the original ADWIN against its oracle")
struct ADWINGoldenTests {
  let golden: StreamingGolden

  init() throws { golden = try StreamingGolden() }

  private func lines(_ file: String) throws -> [[String: Any]] {
    try String(decoding: try golden.files.data(file), as: UTF8.self).split(whereSeparator: \.isNewline).map {
      try golden.object(try JSONSerialization.jsonObject(with: Data($0.utf8)), file)
    }
  }

  @Test("ADWIN alarms where MOA's does and ends with its window, mean and variance")
  func moaADWIN() throws {
    var values = 0
    let rows = try lines("moa_adwin.jsonl")
    for row in rows {
      let name = try golden.text(row["file"], "moa_adwin.jsonl")
      var detector = ADWIN()
      var alarms: [String] = []
      for (index, value) in try golden.column("data/\(name)").enumerated() {
        detector.update(value)
        if detector.alarm { alarms.append("\(index)") }
      }
      for (field, value) in row {
        switch field {
        case "file": break
        case "moa_adwin_true_returns": #expect(alarms.joined(separator: " ") == (try golden.text(value, name)), "\(name)")
        case "n": #expect(Double(alarms.count) == (try golden.number(value, name)), "\(name)")
        case "width": #expect(Double(detector.width) == (try golden.number(value, name)), "\(name)")
        case "estimation":
          let theirs = try golden.number(value, name)
          #expect(abs(detector.estimation - theirs) <= 1e-9 * max(1, abs(theirs)), "\(name)")
        case "variance":
          let theirs = try golden.number(value, name)
          #expect(abs(detector.variance - theirs) <= 1e-6 * max(1, abs(theirs)), "\(name)")
        default: throw StreamingGolden.Malformed(description: "moa_adwin.jsonl: unknown key \(field)")
        }
        values += 1
      }
    }
    try golden.files.report("moa_adwin.jsonl", cases: rows.count, values: values)
  }

  @Test("Every detector of MOA's alarms and warns as MOA does")
  func moaBinary() throws {
    var values = 0
    let rows = try lines("moa_binary.jsonl")
    for row in rows {
      let name = try golden.text(row["file"], "moa_binary.jsonl")
      let column = try golden.column("data/\(name)")
      for (type, expected) in row where type != "file" {
        let entry = try #require(DetectorCatalogue.entries.first { $0.moaClass == type }, "MOA's \(type) is not in the catalogue")
        let key = DetectorKey(name: entry.name, parameters: entry.dialects.isEmpty ? [] : [.init(name: "as", value: DetectorDialect.moa.rawValue)])
        let run = try DetectorRun(key, over: column)
        for (field, value) in try golden.object(expected, type) {
          switch field {
          case "first60": #expect(run.alarms.prefix(60).map(Double.init) == (try golden.numbers(value, type)), "\(name) \(type)")
          case "n": #expect(Double(run.alarms.count) == (try golden.number(value, type)), "\(name) \(type)")
          case "warn": #expect(Double(run.warnings.count) == (try golden.number(value, type)), "\(name) \(type) warnings")
          default: throw StreamingGolden.Malformed(description: "moa_binary.jsonl: unknown key \(field)")
          }
          values += 1
        }
      }
    }
    try golden.files.report("moa_binary.jsonl", cases: rows.count, values: values)
  }

  @Test("The original ADWIN shrinks where its oracle does, under both bounds")
  func exact() throws {
    let file = "adwin_exact.json"
    let cases = try golden.object(try golden.object(try golden.files.object(file), file)["cases"], file)
    var values = 0
    for (name, body) in cases {
      let entry = try golden.object(body, name)
      let column = try golden.column(try golden.text(entry["data"], name))
      let delta = try golden.number(entry["delta"], name)
      for (bound, expected) in try golden.object(entry["expected"], name) {
        var detector = try DetectorCatalogue.detector(DetectorKey("adwin_exact", ["delta": "\(delta)", "bound": bound]))
        var shrunk: [Double] = []
        var widths: [Double] = []
        for (index, value) in column.enumerated() {
          detector.update(value)
          if detector.alarm { shrunk.append(Double(index)) }
          if (index + 1) % 25 == 0 { widths.append(detector.readings[0].value) }
        }
        for (field, value) in try golden.object(expected, name) {
          switch field {
          case "shrink_indices": #expect(shrunk == (try golden.numbers(value, name)), "\(name) \(bound)")
          case "final_width": #expect(detector.readings[0].value == (try golden.number(value, name)), "\(name) \(bound)")
          case "final_mean": #expect(abs(detector.readings[1].value - (try golden.number(value, name))) <= 1e-10, "\(name) \(bound)")
          case "widths_every_25": #expect(widths == (try golden.numbers(value, name)), "\(name) \(bound)")
          default: throw StreamingGolden.Malformed(description: "\(file): unknown key \(field)")
          }
          values += 1
        }
      }
    }
    try golden.files.report(file, cases: cases.count, values: values)
  }
}
