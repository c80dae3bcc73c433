import Foundation
import TestSupport
import Testing

@Suite("friday drift", .serialized, .timeLimit(.minutes(5))) struct DriftCommandTests {
  /// Samples as a person keeps them: two numeric columns, one of text.
  private static func table(rows: Int, seed: UInt64, shift: Double = 0, rare: Double = 0.1, header: String = "price,noise,kind") -> String {
    var dice = SeededGenerator(seed: seed)
    var text = header + "\n"
    for _ in 0..<rows {
      // A ratio of normals is Cauchy: heavy tails, as returns have them.
      let price = dice.normal() / dice.normal() + shift
      text += "\(price),\(dice.normal()),\(dice.unit() < rare ? "rare" : "common")\n"
    }
    return text
  }

  private func compare(_ a: String, _ b: String, _ more: [String] = []) async throws -> (document: [String: Any], exitCode: Int32) {
    let result = try await FridayProcess.run(["drift", "--reference", a, "--current", b, "--json"] + more)
    return (try result.object(), result.exitCode)
  }

  @Test("tells equal samples from shifted ones by its exit code, and names the column") func verdicts() async throws {
    let folder = try TemporaryFolder()
    let (a, same, shifted) = (
      try folder.write(Self.table(rows: 2000, seed: 1), to: "a.csv"), try folder.write(Self.table(rows: 2000, seed: 2), to: "same.csv"),
      try folder.write(Self.table(rows: 2000, seed: 3, shift: 1), to: "shifted.csv")
    )
    let quiet = try await compare(a, same)
    #expect(quiet.exitCode == 0 && quiet.document["drifted"] as? Bool == false)
    let loud = try await compare(a, shifted)
    #expect(loud.exitCode == 1 && loud.document["drifted"] as? Bool == true)
    let columns = try #require(loud.document["columns"] as? [[String: Any]])
    #expect(columns.map { $0["name"] as? String } == ["price", "noise", "kind"])
    #expect(columns.map { $0["drifted"] as? Bool } == [true, false, false] && columns.map { $0["kind"] as? String } == ["numeric", "numeric", "categorical"])
    let statistics = try #require(columns[0]["statistics"] as? [String: Any])
    for key in ["psi", "ks", "wasserstein", "kuiper", "cvm", "ad", "mannwhitney", "js", "hellinger", "tv"] { #expect(statistics[key] != nil, "\(key)") }
    #expect((loud.document["multivariate"] as? [String: Any])?["drifted"] as? Bool == true)
    let text = try await FridayProcess.run(["drift", "--reference", a, "--current", shifted])
    #expect(text.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(text.text.split(separator: "\n").contains { $0.hasPrefix("Drift in 1 of 3 columns, most in price") })
  }

  @Test("one file against itself has no drift, whatever it holds") func itself() async throws {
    let folder = try TemporaryFolder()
    let a = try folder.write(Self.table(rows: 500, seed: 9), to: "a.csv")
    let result = try await compare(a, a)
    #expect(result.exitCode == 0)
  }

  @Test("evidently's answer is evidently's, and blind to a heavy tail") func peer() async throws {
    let folder = try TemporaryFolder()
    let a = try folder.write(Self.table(rows: 20_000, seed: 1), to: "a.csv")
    let b = try folder.write(Self.table(rows: 20_000, seed: 2, shift: 1), to: "b.csv")
    let ours = try await compare(a, b, ["--column", "price"])
    let theirs = try await compare(a, b, ["--column", "price", "--as", "evidently"])
    #expect(ours.exitCode == 1 && theirs.exitCode == 0)
    #expect(theirs.document["judge"] as? String == "evidently")
  }

  @Test("writes one page that refers to nothing outside") func page() async throws {
    let folder = try TemporaryFolder()
    let a = try folder.write(Self.table(rows: 2000, seed: 1), to: "a.csv")
    let b = try folder.write(Self.table(rows: 2000, seed: 2, shift: 1), to: "b.csv")
    let out = folder.path("page.html")
    let result = try await FridayProcess.run(["drift", "--reference", a, "--current", b, "--html", out])
    #expect(result.exitCode == 1)
    let page = try String(contentsOfFile: out, encoding: .utf8)
    #expect(page.contains("<svg") && page.contains("price") && page.contains("prefers-color-scheme"))
    #expect(!page.contains("src=\"http") && !page.contains("href=\"http"))
  }

  @Test("journal exports are compared as they are") func lineProtocol() async throws {
    let folder = try TemporaryFolder()
    func lines(_ seed: UInt64, _ shift: Double) -> String {
      var dice = SeededGenerator(seed: seed)
      return (0..<1000).map { "features,symbol=BTC/USD spread=\(dice.normal() + shift),depth=\(dice.unit()) \(1_700_000_000_000_000_000 + $0)" }
        .joined(separator: "\n") + "\n"
    }
    let a = try folder.write(lines(1, 0), to: "a.lp")
    let b = try folder.write(lines(2, 2), to: "b.lp")
    let result = try await compare(a, b, ["--column", "spread", "--column", "depth"])
    let columns = try #require(result.document["columns"] as? [[String: Any]])
    #expect(result.exitCode == 1 && columns.map { $0["drifted"] as? Bool } == [true, false])
  }

  @Test("beyond memory columns go through sketches; sorted on disk they give the numbers of the path in memory") func large() async throws {
    let folder = try TemporaryFolder()
    // 22 columns of 400,000 rows are 8.8 million values: above the limit of 2²³, and of 64 MB.
    let names = (0..<22).map { "c\($0)" }.joined(separator: ",")
    for (file, seed, shift) in [("a.csv", UInt64(1), 0), ("b.csv", UInt64(2), 100)] {
      var dice = SeededGenerator(seed: seed)
      var text: [UInt8] = Array((names + "\n").utf8)
      for _ in 0..<400_000 {
        let word = dice.next()
        for column in 0..<22 {
          let value = Int(word >> UInt64(column * 2) & 0x3ff) + (column == 3 ? shift : 0)
          if column > 0 { text.append(44) }
          text.append(contentsOf: "\(value).25".utf8)
        }
        text.append(10)
      }
      try Data(text).write(to: folder.url.appendingPathComponent(file))
    }
    let (a, b) = (folder.path("a.csv"), folder.path("b.csv"))
    let sketch = try await compare(a, b)
    #expect(sketch.exitCode == 1 && sketch.document["method"] as? String == "sketch")
    let exact = try await compare(a, b, ["--exact", "--column", "c3", "--column", "c4", "--no-joint"])
    #expect(exact.exitCode == 1)
    let sketched = try #require(sketch.document["columns"] as? [[String: Any]])
    #expect(sketched.filter { $0["drifted"] as? Bool == true }.map { $0["name"] as? String } == ["c3"])
    let numbers = try #require((exact.document["columns"] as? [[String: Any]])?.first?["statistics"] as? [String: [String: Any]])
    let ks = try #require(numbers["ks"]?["statistic"] as? Double)
    let band = try #require((sketched[3]["statistics"] as? [String: [String: Any]])?["ks"])
    let (least, greatest) = (try #require(band["least"] as? Double), try #require(band["greatest"] as? Double))
    #expect(least <= ks && ks <= greatest)
    // The same two columns alone fit memory.
    let memory = try await compare(a, b, ["--column", "c3", "--column", "c4", "--no-joint"])
    let inMemory = try #require((memory.document["columns"] as? [[String: Any]])?.first?["statistics"] as? [String: [String: Any]])
    #expect(memory.document["method"] == nil && inMemory["ks"]?["statistic"] as? Double == ks)
    #expect(inMemory["psi"]?["value"] as? Double == numbers["psi"]?["value"] as? Double)
    #expect(inMemory["wasserstein"]?["value"] as? Double == numbers["wasserstein"]?["value"] as? Double)
  }

  @Test("a stream's alarms are rows of the file") func stream() async throws {
    let folder = try TemporaryFolder()
    var dice = SeededGenerator(seed: 4)
    let file = try folder.write("x\n" + (0..<2000).map { "\(dice.unit() * 0.2 + ($0 < 1000 ? 0 : 0.7))\n" }.joined(), to: "x.csv")
    let result = try await FridayProcess.run(["drift", "stream", file, "--column", "x", "--detector", "adwin", "--json"])
    let document = try result.object()
    let alarms = try #require(document["alarms"] as? [Int])
    #expect(document["n"] as? Int == 2000 && (alarms.first ?? 0) >= 1000 && (alarms.first ?? 0) < 1100)
    let unknown = try await FridayProcess.run(["drift", "stream", file, "--column", "x", "--detector", "adwim"])
    #expect(unknown.exitCode == 64 && unknown.talk.contains("adwin"))
  }

  @Test("the monitor finds a planted change, names its row and its guarantee, and is quiet without one") func monitor() async throws {
    let folder = try TemporaryFolder()
    func table(_ change: Double) -> String {
      var dice = SeededGenerator(seed: 6)
      var last = 0.0
      return "steady,moved\n"
        + (0..<3000).map { row in
          last = 0.5 * last + dice.normal()
          return "\(last),\(dice.normal() + (row >= 2000 ? change : 0))\n"
        }.joined()
    }
    let (quiet, loud) = (try folder.write(table(0), to: "quiet.csv"), try folder.write(table(3), to: "loud.csv"))
    let nothing = try await FridayProcess.run(["drift", "monitor", quiet, "--json"])
    let silence = try nothing.object()
    #expect(nothing.exitCode == 0 && silence["drifted"] as? Bool == false)
    let found = try await FridayProcess.run(["drift", "monitor", loud, "--json"])
    let events = try #require(try found.object()["events"] as? [[String: Any]])
    let first = try #require(events.first)
    #expect(found.exitCode == 1 && first["column"] as? String == "moved" && (2000..<2200).contains(first["row"] as? Int ?? 0))
    #expect((first["guarantee"] as? String ?? "").contains("false alarm"))
  }

  @Test("performance is estimated without labels, and near what the labels say later") func performance() async throws {
    let folder = try TemporaryFolder()
    func table(_ seed: UInt64) -> String {
      var dice = SeededGenerator(seed: seed)
      return "score,label\n"
        + (0..<4000).map { _ in
          let score = dice.unit()
          return "\(score),\(dice.unit() < score * score ? 1 : 0)\n"
        }.joined()
    }
    let (known, now) = (try folder.write(table(1), to: "known.csv"), try folder.write(table(2), to: "now.csv"))
    let result = try await FridayProcess.run([
      "drift", "performance", "--reference", known, "--current", now, "--score", "score", "--label", "label", "--json",
    ])
    let document = try result.object()
    let (expected, seen) = (try #require(document["accuracy"] as? Double), try #require(document["realised_accuracy"] as? Double))
    #expect(result.exitCode == 0 && abs(expected - seen) < 0.04)
  }

  @Test("a history's planted change is found in its window and as a change point") func history() async throws {
    let folder = try TemporaryFolder()
    var dice = SeededGenerator(seed: 8)
    let start = 1_767_225_600  // 2026-01-01T00:00:00Z
    let text =
      "time,spread\n" + (0..<60 * 24).map { "\(start + $0 * 3600),\(dice.normal() + ($0 >= 45 * 24 ? 2 : 0))\n" }.joined()
    let file = try folder.write(text, to: "history.csv")
    let page = folder.path("history.html")
    let result = try await FridayProcess.run(
      ["drift", "history", file, "--time", "time", "--every", "1d", "--reference", "30d", "--html", page, "--json"])
    let document = try result.object()
    let windows = try #require(document["windows"] as? [[String: Any]])
    let drifted = windows.filter { (($0["columns"] as? [[String: Any]])?.first?["drifted"] as? Bool) == true }
    #expect(result.exitCode == 0 && windows.count == 30 && drifted.first?["start"] as? String == "2026-02-15T00:00:00.000000Z")
    #expect((document["change_points"] as? [Any])?.count == 1)
    #expect(try String(contentsOfFile: page, encoding: .utf8).contains("<svg"))
  }

  /// Each either refused with what, where and how to mend it, or answered under a stated treatment; never a crash.
  @Test(
    "bad input is refused or treated as stated",
    arguments: [
      ("empty file", "", 65, "empty"), ("header only", "price,noise,kind\n", 65, "no row"), ("all NaN", "price\nnan\nNaN\n\n", 65, "price"),
      ("ragged rows", "price,noise\n1,2\n3\n", 65, "bad.csv:3"), ("duplicate columns", "price,price\n1,2\n", 65, "price"),
      ("text in a number column", "price\n1\n2\nthree\n", 65, "three"), ("NUL bytes", "price\n1\n2\u{0}\n", 65, "bad.csv:3"),
      ("unterminated quote", "price\n\"1\n2\n", 65, "quote"), ("missing column", "noise\n1\n2\n", 65, "price"),
    ])
  func badInput(what: String, content: String, exitCode: Int32, word: String) async throws {
    let folder = try TemporaryFolder()
    let good = try folder.write("price,noise,kind\n1,2,a\n2,3,b\n3,4,a\n", to: "good.csv")
    let bad = try folder.write(content, to: "bad.csv")
    let result = try await FridayProcess.run(["drift", "--reference", good, "--current", bad, "--column", "price"])
    #expect(result.exitCode == exitCode, "\(what): \(result.talk)")
    #expect(result.talk.contains("error: ") && result.talk.contains("hint: ") && result.talk.contains(word), "\(what): \(result.talk)")
  }

  @Test(
    "what can be read is read",
    arguments: [
      ("byte order mark", "\u{feff}price\n1\n2\n3\n"), ("mixed line ends", "price\r\n1\n2\r\n3\n"), ("no last line end", "price\n1\n2\n3"),
      ("one row", "price\n2\n"), ("infinities", "price\ninf\n-inf\n2\n"),
    ])
  func goodInput(what: String, content: String) async throws {
    let folder = try TemporaryFolder()
    let good = try folder.write("price\n1\n2\n3\n", to: "good.csv")
    let other = try folder.write(content, to: "other.csv")
    let result = try await compare(good, other)
    #expect(result.exitCode == 0, "\(what)")
  }

  @Test("a column of a million distinct texts is answered, or refused with a way out") func manyTexts() async throws {
    let folder = try TemporaryFolder()
    let text = "id\n" + (0..<1_000_000).map { "order-\($0)\n" }.joined()
    let file = try folder.write(text, to: "ids.csv")
    let result = try await FridayProcess.run(["drift", "--reference", file, "--current", file, "--json"])
    #expect(result.exitCode == 0 || (result.exitCode == 65 && result.talk.contains("hint: ")), "\(result.talk)")
  }
}
