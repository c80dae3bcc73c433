import Foundation
import TestSupport
import Testing

@testable import Drift

@Suite("Sliding distances and conformal martingales against their oracles")
struct SequentialGoldenTests {
  let golden: StreamingGolden

  init() throws { golden = try StreamingGolden() }

  @Test("The distance of a window to a reference is the oracle's at every value")
  func slidingKS() throws {
    let file = "sliding_ks.json"
    let cases = try golden.object(try golden.object(try golden.files.object(file), file)["cases"], file)
    var values = 0
    for (name, body) in cases {
      let entry = try golden.object(body, name)
      #expect(Set(entry.keys) == ["ref", "stream", "window", "D_from_index", "D"], "\(name)")
      let window = Int(try golden.number(entry["window"], name))
      var sliding = SlidingKS(reference: try golden.column(try golden.text(entry["ref"], name)), window: window)
      let expected = try golden.numbers(entry["D"], name)
      let start = Int(try golden.number(entry["D_from_index"], name))
      let stream = try golden.column(try golden.text(entry["stream"], name))
      #expect(stream.count - start == expected.count, "\(name)")
      for (index, value) in stream.enumerated() {
        sliding.update(value)
        guard index >= start else { continue }
        #expect(abs((sliding.distance ?? .nan) - expected[index - start]) <= 1e-12, "\(name) \(index)")
        values += 1
      }
    }
    try golden.files.report(file, cases: cases.count, values: values)
  }

  @Test("Conformal p-values, the Simple Jumper and the power martingale are the oracle's")
  func conformal() throws {
    let file = "conformal.json"
    let cases = try golden.object(try golden.object(try golden.files.object(file), file)["cases"], file)
    var values = 0
    for (name, body) in cases {
      let entry = try golden.object(body, name)
      let scores = try golden.column(try golden.text(entry["scores"], name))
      let taus = try golden.column(try golden.text(entry["taus"], name))
      var ranks = ConformalRanks(capacity: scores.count)
      let p = zip(scores, taus).map { ranks.pValue($0, tau: $1) }
      for (field, value) in entry where field != "scores" && field != "taus" {
        let theirs = try golden.numbers(value, field)
        let ours: [Double]
        if field == "p_first20" {
          ours = Array(p.prefix(20))
        } else if field == "p_last20" {
          ours = Array(p.suffix(20))
        } else {
          // simple_jumper_J<J>_every<n>, log_power_eps<ε>_every<n>; a _ stands for the point.
          let parts = field.components(separatedBy: "_every")
          let every = try #require(parts.count == 2 ? Int(parts[1]) : nil, "unknown key \(field)")
          var curve: [Double] = []
          if let jump = parameter(parts[0], after: "simple_jumper_J") {
            var jumper = SimpleJumper(jump: jump)
            curve = p.map {
              _ = jumper.update($0)
              return exp(jumper.logCapital)
            }
          } else if let epsilon = parameter(parts[0], after: "log_power_eps") {
            var power = PowerMartingale(epsilon: epsilon)
            curve = p.map {
              _ = power.update($0)
              return power.logCapital
            }
          } else {
            throw StreamingGolden.Malformed(description: "\(file): unknown key \(field)")
          }
          ours = stride(from: every - 1, to: curve.count, by: every).map { curve[$0] }
        }
        #expect(ours.count == theirs.count, "\(name) \(field)")
        for (left, right) in zip(ours, theirs) {
          #expect(abs(left - right) <= 1e-10 * max(1e-3, abs(right)), "\(name) \(field): \(left) \(right)")
          values += 1
        }
      }
    }
    try golden.files.report(file, cases: cases.count, values: values)
  }

  private func parameter(_ text: String, after prefix: String) -> Double? {
    text.hasPrefix(prefix) ? Double(text.dropFirst(prefix.count).replacingOccurrences(of: "_", with: ".")) : nil
  }
}
