import Drift
import Foundation
import Statistics
import Testing
import TestSupport

/// Every case and every key of `evidently.json`: evidently's own numbers on the columns of the other files, by the mode that gives its answer.
@Suite("the mode that answers as evidently does") struct EvidentlyGoldenTests {
  @Test("gives evidently's numbers in every case")
  func all() throws {
    let golden = try GoldenFiles("drift")
    let root = try #require(try golden.object("evidently.json") as? [String: Any])
    var cases = 0
    var values = 0
    for (section, body) in root where section != "about" {
      let file = section == "numeric" ? "univariate.json" : "categorical.json"
      let sources = try #require((try golden.object(file) as? [String: Any])?["cases"] as? [String: [String: Any]])
      for (name, expected) in try #require(body as? [String: [String: Any]], "\(section)") {
        let a = try Self.texts(golden, try #require(sources[name]?["a"] as? String, "\(name)"))
        let b = try Self.texts(golden, try #require(sources[name]?["b"] as? String, "\(name)"))
        let left = SortedSample(a.map { Double($0) ?? .nan })
        let comparison =
          section == "numeric"
          ? try PeerComparison(as: .evidently, name: name, reference: left, current: SortedSample(b.map { Double($0) ?? .nan }))
          : try PeerComparison(as: .evidently, name: name, counts: CategoryCounts(reference: a, current: b))
        for (key, value) in expected {
          values += 1
          switch key {
          case "default_test": #expect(comparison.defaultTest == value as? String, "\(name)")
          case "ref_distinct": #expect(Set(left.values).count == (value as? NSNumber)?.intValue, "\(name)")
          default: try Self.compare(comparison, key, value, name)
          }
        }
        cases += 1
      }
    }
    try golden.report("evidently.json", cases: cases, values: values)
  }

  private static func compare(_ comparison: PeerComparison, _ key: String, _ value: Any, _ name: String) throws {
    let known = ["psi", "jensenshannon", "wasserstein_norm", "hellinger", "kl_div", "ks_pvalue", "chisquare_pvalue"]
    guard known.contains(key) else {
      Issue.record("\(name): the key \(key) is not known to this test")
      return
    }
    let finding = key.replacing("_norm", with: "").replacing("_pvalue", with: "")
    let found = try #require(comparison[finding], "\(name) \(key)")
    let wanted = try #require((value as? NSNumber)?.doubleValue, "\(name) \(key)")
    // 1 − Σ√(pq) under the root loses half the digits where the samples are equal.
    let absolute = key == "hellinger" && wanted == 0 ? 3e-8 : 1e-12
    let relative = key.hasSuffix("_pvalue") ? 1e-8 : 1e-10
    #expect(abs(found - wanted) <= max(absolute, relative * abs(wanted)), "\(name) \(key): \(found), expected \(wanted)")
  }

  static func texts(_ golden: GoldenFiles, _ name: String) throws -> [String] {
    var lines = String(decoding: try golden.data(name), as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return Array(lines.dropFirst())
  }
}
