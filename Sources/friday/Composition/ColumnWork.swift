import Domain
import Drift
import Reports
import Simulation
import Statistics
import Tables

/// The comparison of one column: a unit of work that a core takes whole.
struct ColumnWork: Sendable {
  struct Outcome: Sendable {
    var compared: ComparedColumn
    var peer: PeerComparison?
    var outline: HTMLReport.Distribution?
  }

  let name: String
  let reference: Column.Values
  let current: Column.Values
  let treatment: DependenceTreatment
  let asked: DriftPeer?
  let seed: UInt64
  /// Are charts wanted?
  let outlines: Bool

  func run() throws(Diagnostic) -> Outcome {
    switch (reference, current) {
    case (.numeric(let a), .numeric(let b)): return try numeric(a, b)
    case (.categorical(let a, let texts), .categorical(let b, let textsNow)):
      return try categorical(Self.counts(a, texts), Self.counts(b, textsNow), a.count { $0 < 0 }, b.count { $0 < 0 })
    default:
      throw Diagnostic(
        code: "drift.mixed_column", exitCode: .badData, message: "the column \"\(name)\" holds text in one file and numbers in the other",
        hint: "make both files agree, or leave the column out")
    }
  }

  private func numeric(_ a: [Double], _ b: [Double]) throws(Diagnostic) -> Outcome {
    var generator = Xoshiro256(seed: seed)
    let compared = try Diagnostic.from { () throws(DriftError) in
      try ColumnComparison(name: name, reference: a, current: b, treatment: treatment, using: &generator)
    }
    var outcome = Outcome(compared: .numeric(compared))
    if outlines { outcome.outline = HTMLReport.Distribution(reference: a.filter(\.isFinite).sorted(), current: b.filter(\.isFinite).sorted()) }
    if let asked {
      outcome.peer = try Diagnostic.from { () throws(DriftError) in
        try PeerComparison(as: asked, name: name, reference: SortedSample(a), current: SortedSample(b))
      }
    }
    return outcome
  }

  private func categorical(_ a: [String: Int], _ b: [String: Int], _ missing: Int, _ missingNow: Int) throws(Diagnostic) -> Outcome {
    let counts = CategoryCounts(reference: a, current: b)
    let compared = try Diagnostic.from { () throws(DriftError) in
      try CategoricalComparison(name: name, counts: counts, missingReference: missing, missingCurrent: missingNow)
    }
    var outcome = Outcome(compared: .categorical(compared))
    if let asked { outcome.peer = try Diagnostic.from { () throws(DriftError) in try PeerComparison(as: asked, name: name, counts: counts) } }
    return outcome
  }

  /// Rows a text, empty cells left out.
  private static func counts(_ codes: [Int32], _ dictionary: [String]) -> [String: Int] {
    var rows = [Int](repeating: 0, count: dictionary.count)
    for code in codes where code >= 0 { rows[Int(code)] += 1 }
    return Dictionary(zip(dictionary, rows).filter { $0.1 > 0 }, uniquingKeysWith: +)
  }
}
