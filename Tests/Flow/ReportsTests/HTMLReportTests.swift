import Domain
import Foundation
import Reports
import TestSupport
import Testing

@Suite("HTMLReport")
struct HTMLReportTests {
  private static let provenance = HTMLReport.Provenance(
    command: "friday drift --reference march.csv --current april.csv --html report.html", version: "0.1.0", time: Timestamp(seconds: 1_767_225_600),
    sources: [
      .init(role: "reference", path: "march.csv", sha256: String(repeating: "0a", count: 32), rows: 20_000),
      .init(role: "current", path: "-", sha256: nil, rows: 18_000),
    ])

  private static func normal(_ count: Int, mean: Double, deviation: Double, seed: UInt64) -> [Double] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in mean + deviation * random.normal() }.sorted()
  }

  private static func column(_ name: String, shift: Double, scale: Double = 1, seed: UInt64) -> HTMLReport.Column {
    let distribution = HTMLReport.Distribution(
      reference: normal(4000, mean: 5, deviation: 2, seed: seed), current: normal(3000, mean: 5 + shift, deviation: 2 * scale, seed: seed + 100))
    let gap = distribution.gap.map { abs($0.reference - $0.current) } ?? 0
    return HTMLReport.Column(
      name: name, drifted: gap > 0.05, reason: gap > 0.05 ? "drifted: D \(gap) ≥ 0.05 and KS p 3.1e-12, by Holm 1.2e-11, level 0.05" : "no drift shown: D \(gap) (KS p 0.31)",
      figures: [.init("KS D", gap, critical: 0.05), .init("p (Holm)", 1e-12), .init("PSI", gap * gap * 4, critical: 0.1), .init("W1", shift)],
      facts: [.init("rows", 4000, 3000), .init("missing", 0, 12), .init("mean", 5, 5 + shift), .init("std", 2, 2 * scale), .init("median", 5, 5 + shift)],
      distribution: distribution)
  }

  private static var history: HTMLReport.History {
    var random = SeededGenerator(seed: 9)
    let starts = (0..<90).map { Timestamp(seconds: 1_767_225_600 + Int64($0) * 86_400) }
    let jumping = (0..<90).map { $0 < 55 ? 0.03 + 0.02 * random.unit() : 0.16 + 0.05 * random.unit() }
    var calm = (0..<90).map { _ in 0.03 + 0.02 * random.unit() }
    calm[20] = .nan
    let critical = Array(repeating: 0.08, count: 90)
    return HTMLReport.History(
      statistic: "KS D against the 30 days before", starts: starts,
      series: [
        .init(name: "depth_imbalance", values: calm, critical: critical),
        .init(name: "spread_bps", values: jumping, critical: critical, drifted: Array(55..<90), changePoints: [55]),
      ])
  }

  private static var sample: HTMLReport {
    HTMLReport(
      title: "march.csv against april.csv", verdict: "Drift in 2 of 4 columns, most in spread_bps: D 0.31 (Holm at 0.05, D ≥ 0.05).", drifted: true,
      columns: [
        column("depth_imbalance", shift: 0, seed: 1), column("volatility_60s", shift: 0, scale: 1.7, seed: 2), column("log_return_1s", shift: 0.02, seed: 3),
        column("spread_bps", shift: 1.6, seed: 4),
      ], history: history, provenance: provenance)
  }

  @Test("A page is well-formed by XML's rules, has every column, and the drifted stand first")
  func wellFormed() throws {
    let page = Self.sample.page
    if let path = ProcessInfo.processInfo.environment["FRIDAY_KEEP_PAGE"] { try Data(page.utf8).write(to: URL(fileURLWithPath: path)) }
    let markup = try StrictMarkup(page)
    #expect(markup.all("title").first?.text == "march.csv against april.csv" && markup.all("h1").count == 1)
    #expect(markup.all("h3").map(\.text) == ["spread_bps", "depth_imbalance", "volatility_60s", "spread_bps", "depth_imbalance", "log_return_1s"])
    let rows = markup.elements.filter { $0.name == "td" && $0.attributes["class"] == "name" }
    #expect(rows.map(\.text) == ["volatility_60s", "spread_bps", "depth_imbalance", "log_return_1s"])
    #expect(markup.all("svg").count == 4 * 2 + 2)
    #expect(markup.elements.count { $0.attributes["class"] == "change" } == 1 && markup.elements.count { $0.attributes["class"] == "alarm" } == 35)
    #expect(markup.all("figcaption").count == 8 && page == Self.sample.page)
  }

  @Test("Nothing is fetched and nothing runs: no script, no handler, no address but the page's own anchors, each of which exists once")
  func selfContained() throws {
    let page = Self.sample.page
    let markup = try StrictMarkup(page)
    for name in ["script", "link", "img", "iframe", "object", "base", "form"] { #expect(markup.all(name).isEmpty, "\(name)") }
    var ids: [String] = []
    var targets: [String] = []
    for element in markup.elements {
      for (key, value) in element.attributes {
        #expect(!key.hasPrefix("on") && key != "src" && key != "style", "\(key)")
        if key == "href" { targets.append(value) }
        if key == "id" { ids.append(value) }
        if key != "xmlns" { #expect(!value.contains("://"), "\(key)=\(value)") }
      }
    }
    #expect(Set(ids).count == ids.count && !targets.isEmpty && targets.allSatisfy { $0.first == "#" && ids.contains(String($0.dropFirst())) })
    let style = try #require(markup.all("style").first).text
    #expect(!style.contains("url(") && !style.contains("@import"))
  }

  @Test("Dark and light define the same colours, and every colour used is defined")
  func schemes() throws {
    let style = try #require(try StrictMarkup(Self.sample.page).all("style").first).text
    let parts = style.components(separatedBy: "@media (prefers-color-scheme:dark)")
    #expect(parts.count == 2)
    func defined(_ text: String) -> Set<String> {
      Set(text.prefix { $0 != "}" }.components(separatedBy: "--").dropFirst().map { String($0.prefix { $0 != ":" }) })
    }
    let light = defined(parts[0])
    #expect(light.count >= 12 && defined(parts[1]) == light)
    let used = Set(style.components(separatedBy: "var(--").dropFirst().map { String($0.prefix { $0 != ")" }) })
    #expect(used.isSubset(of: light), "\(used.subtracting(light))")
  }

  @Test("Text from outside stays text, whatever it holds")
  func hostile() throws {
    let evil = "</td><script>alert('1')</script>\"&amp;' onload=x ]]> <!-- \u{0}\u{1b}\u{202e}txt.exe 🙂"
    var report = Self.sample
    report.title = evil
    report.verdict = evil
    report.columns[0].name = evil
    report.columns[0].reason = evil
    report.columns[0].figures[0].name = evil
    report.columns[0].facts[0].name = evil
    report.history?.series[0].name = evil
    report.history?.statistic = evil
    report.provenance.command = evil
    report.provenance.version = evil
    report.provenance.sources[0].path = evil
    report.provenance.sources[0].sha256 = evil
    let markup = try StrictMarkup(report.page)
    #expect(markup.all("script").isEmpty && markup.all("style").count == 1)
    let seen = "</td><script>alert('1')</script>\"&amp;' onload=x ]]> <!-- \u{fffd}\u{fffd}\u{fffd}txt.exe 🙂"
    #expect(markup.all("h1").first?.text == seen && markup.all("title").first?.text == seen)
    #expect(markup.all("code").count { $0.text == seen } == 3)
    #expect(markup.elements.allSatisfy { element in !element.attributes.keys.contains("onload") })
  }

  @Test("The footer names files, hashes, rows, command, version and the caller's time")
  func footer() throws {
    let text = try #require(try StrictMarkup(Self.sample.page).all("footer").first).text
    for part in ["march.csv, 20000 rows, sha256 \(String(repeating: "0a", count: 32))", "-, 18000 rows, sha256 not known", "friday 0.1.0", "2026-01-01T00:00:00", Self.provenance.command] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
  }

  @Test("Whatever is given, the page stays below four megabytes, and says what it left out")
  func bounds() throws {
    let long = String(repeating: "x", count: 5000)
    let column = Self.column(long, shift: 1, seed: 1)
    let starts = (0..<20_000).map { Timestamp(seconds: Int64($0) * 60) }
    let series = HTMLReport.Series(
      name: long, values: starts.indices.map { Double($0 % 97) }, critical: starts.map { _ in 50 }, drifted: Array(starts.indices), changePoints: [10, 19_999])
    let sources = (0..<100).map { _ in HTMLReport.Source(role: long, path: long, sha256: long, rows: 1) }
    let report = HTMLReport(
      title: long, verdict: long, drifted: true, columns: Array(repeating: column, count: 3000),
      history: HTMLReport.History(statistic: long, starts: starts, series: Array(repeating: series, count: 60)),
      provenance: HTMLReport.Provenance(command: long, version: long, time: Timestamp(seconds: 0), sources: sources))
    let page = report.page
    #expect(page.utf8.count < 4_000_000, "\(page.utf8.count) bytes")
    for words in ["2000 further columns are not listed", "2940 further columns are listed above without charts", "20 further columns are not drawn", "68 further files"] {
      #expect(page.contains(words), "\(words)")
    }
    print("a page of 3,000 columns and 60 × 20,000 windows: \(page.utf8.count) bytes")
  }

  @Test("Empty samples, lone values, NaN figures, one window and none make pages too")
  func edges() throws {
    let nothing = HTMLReport(title: "", verdict: "", drifted: false, provenance: .init(command: "", version: "", time: Timestamp(seconds: 0), sources: []))
    #expect(try StrictMarkup(nothing.page).all("svg").isEmpty)
    var report = Self.sample
    report.columns = [([], []), ([1], []), ([], [2]), ([3], [3]), ([-1.7e308, 1.7e308], [0]), ([4 * .leastNonzeroMagnitude, 8 * .leastNonzeroMagnitude], [.leastNonzeroMagnitude])].map { reference, current in
      HTMLReport.Column(
        name: "c", drifted: false, reason: "", figures: [.init("KS D", .nan, critical: 0.1), .init("PSI", .infinity), .init("W1", nil)],
        distribution: .init(reference: reference, current: current))
    }
    report.history = .init(statistic: "D", starts: [Timestamp(seconds: 0)], series: [.init(name: "c", values: [0.5]), .init(name: "d", values: [.nan])])
    let page = report.page
    let markup = try StrictMarkup(page)
    #expect(markup.all("svg").count == 13 && page.contains("No window of d has a value."))
    for element in markup.elements {
      for key in ["d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy"] {
        if let place = element.attributes[key] { #expect(!place.lowercased().contains("nan") && !place.contains("inf"), "\(element.name) \(key)=\(place.prefix(80))") }
      }
    }
    report.history = .init(statistic: "D", starts: [], series: [.init(name: "c", values: [])])
    _ = try StrictMarkup(report.page)
  }
}
