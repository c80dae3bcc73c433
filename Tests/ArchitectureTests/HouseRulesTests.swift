import Testing

/// Each rule is shown to find what it forbids, and to let pass what it allows.
@Suite("the rules of the house") struct HouseRulesTests {
  static let table = RoomTable(
    manifest: """
      let rooms: [Room] = [
        Room(row: "Base", name: "Kernels"),
        Room(row: "Base", name: "Domain"),
        Room(row: "Tools", name: "Ports", needs: ["Domain"]),
        Room(row: "Tools", name: "HTTPTransport", needs: ["CCurl"], pure: false),
        Room(
          row: "Edges", name: "Kraken",
          needs: ["Domain", "Ports"], uses: [nioCore], pure: false),
        Room(row: "Faces", name: "BenchmarkSuites", needs: ["Domain"], pure: false, path: "Benchmarks/BenchmarkSuites"),
      ]
      """)

  static func file(_ path: String, _ text: String) -> SourceFile { SourceFile(path: path, text: text) }
  static func lines(_ offenders: [Offender]) -> [Int] { offenders.map(\.line) }

  @Test("the table is read as it is written")
  func tableParsing() {
    #expect(Self.table.rooms.map(\.name) == ["Kernels", "Domain", "Ports", "HTTPTransport", "Kraken", "BenchmarkSuites"])
    #expect(Self.table["Kraken"] == RoomTable.Room(row: "Edges", name: "Kraken", needs: ["Domain", "Ports"], isPure: false, path: "Sources/Edges/Kraken"))
    #expect(Self.table["Domain"]?.isPure == true && Self.table["Ports"]?.needs == ["Domain"])
    #expect(Self.table.module(ofFile: "Benchmarks/BenchmarkSuites/X.swift") == "BenchmarkSuites" && Self.table.module(ofFile: "Sources/X.swift") == nil)
  }

  @Test("comments and quotes are no code")
  func blanking() {
    let file = Self.file(
      "Sources/Base/Domain/X.swift",
      #"""
      let a = "Date() \" // no" // Date()
      /* Date() /* nested */ Date() */ let b = 1
      let c = #"raw "Date()" "#
      let d = """
        Date() "quoted"
        """; let e = 2
      """#)
    #expect(file.code.count == file.lines.count)
    #expect(!file.code.joined().contains("Date") && file.code[1].contains("let b = 1") && file.code[5].contains("let e = 2"))
    #expect(file.code[0].hasPrefix("let a = \"") && file.code[2].contains("let c ="))
  }

  @Test("finds imports of every form")
  func imports() {
    let file = Self.file(
      "Sources/Edges/Kraken/X.swift",
      "public import Domain\n@testable import Ports\nimport struct Foundation.Date\n// import Nothing\n@preconcurrency internal import NIOCore\nlet important = 1")
    #expect(HouseRules.imports(of: file).map(\.module) == ["Domain", "Ports", "Foundation", "NIOCore"])
    #expect(HouseRules.imports(of: file).map(\.line) == [1, 2, 3, 5])
  }

  @Test("finds imports upwards, sideways and unlisted, and needs that are not below")
  func rows() {
    #expect(HouseRules.rows(Self.file("Sources/Edges/Kraken/X.swift", "import Domain\nimport Ports\nimport Foundation"), Self.table).isEmpty)
    #expect(Self.lines(HouseRules.rows(Self.file("Sources/Base/Domain/X.swift", "\nimport Ports"), Self.table)) == [2])
    #expect(Self.lines(HouseRules.rows(Self.file("Sources/Tools/Ports/X.swift", "import HTTPTransport"), Self.table)) == [1])
    #expect(Self.lines(HouseRules.rows(Self.file("Sources/Edges/Kraken/X.swift", "import Kernels"), Self.table)) == [1])
    #expect(Self.lines(HouseRules.rows(Self.file("Sources/Edges/Kraken/X.swift", "import friday"), Self.table)) == [1])
    #expect(HouseRules.rows(Self.file("Sources/Loose.swift", ""), Self.table).count == 1)
    let crooked = RoomTable(manifest: #"Room(row: "Base", name: "A", needs: ["B", "C"]), Room(row: "Tools", name: "B")"#)
    #expect(HouseRules.needs(crooked).count == 2 && HouseRules.needs(Self.table).isEmpty)
  }

  @Test("finds libraries outside their owner")
  func reserved() {
    let text = "import NIOWebSocket\nimport ArgumentParser\nimport GRDB\nimport friday\nimport NIOCore"
    #expect(Self.lines(HouseRules.reservedImports(Self.file("Sources/Edges/Kraken/X.swift", text), Self.table)) == [2, 3, 4])
    #expect(Self.lines(HouseRules.reservedImports(Self.file("Sources/friday/X.swift", text), Self.table)) == [1, 3, 4])
    #expect(HouseRules.reservedImports(Self.file("Sources/Tools/HTTPTransport/X+C.swift", "import CCurl"), Self.table).isEmpty)
  }

  @Test(
    "finds each way in which a pure room could touch the world",
    arguments: [
      "import Foundation", "import NIOCore", "import Dispatch", "let d = Date()", "let u = UUID()", "FileManager.default.x()", "ProcessInfo.processInfo",
      "getenv(name)", "Task { await x() }", "Task.detached { }", "let c = ContinuousClock()", "var g = SystemRandomNumberGenerator()",
      "let x = Int.random(in: 0..<5)", "let y = list.shuffled()", "list.randomElement()", "print(1)", "clock_gettime(a, b)", "DispatchQueue.main",
    ])
  func impure(code: String) {
    #expect(HouseRules.purity(Self.file("Sources/Base/Domain/X.swift", "\n" + code), Self.table).map(\.line).first == 2)
    #expect(HouseRules.purity(Self.file("Sources/Edges/Kraken/X.swift", code), Self.table).isEmpty)
  }

  @Test(
    "lets a pure room be",
    arguments: [
      "// Date()", "let s = \"print(x)\"", "x.random(in: 0..<5, using: &g)", "list.shuffled(\n  using: &g)", "struct Task2 {}", "updateDate(x)", "imprint(4)",
      "func random(x: Int) {}", "taskDate(1)", "public struct ExperimentTask {}",
    ])
  func pure(code: String) { #expect(HouseRules.purity(Self.file("Sources/Base/Domain/X.swift", code), Self.table).isEmpty) }

  @Test("finds unsafe code outside its address, and uses without a sentence")
  func unsafe() {
    let use = "let x = unsafe pointer.pointee"
    #expect(Self.lines(HouseRules.unsafe(Self.file("Sources/Base/Domain/X.swift", "\n" + use), Self.table)) == [2])
    #expect(Self.lines(HouseRules.unsafe(Self.file("Sources/Tools/HTTPTransport/X+C.swift", use), Self.table)) == [1])
    #expect(HouseRules.unsafe(Self.file("Sources/Tools/HTTPTransport/X+C.swift", "// SAFETY: lives as long as x.\n" + use), Self.table).isEmpty)
    #expect(HouseRules.unsafe(Self.file("Sources/Base/Kernels/X.swift", use + "  // SAFETY: in bounds."), Self.table).isEmpty)
    let far = "// SAFETY: far away.\n" + String(repeating: "\n", count: HouseRules.sentenceReach) + use
    #expect(HouseRules.unsafe(Self.file("Sources/Base/Kernels/X.swift", far), Self.table).count == 1)
    #expect(HouseRules.unsafe(Self.file("Sources/Base/Domain/X.swift", "func f(_ p: UnsafePointer<Int>)"), Self.table).count == 1)
    #expect(HouseRules.unsafe(Self.file("Sources/Base/Kernels/X.swift", "func f(_ p: UnsafePointer<Int>)"), Self.table).isEmpty)
    let handler = "final class H: @unchecked Sendable {}"
    #expect(HouseRules.unsafe(Self.file("Sources/Edges/Kraken/H.swift", handler), Self.table).count == 1)
    #expect(HouseRules.unsafe(Self.file("Sources/Edges/Kraken/H.swift", "// SAFETY: one event loop.\n" + handler), Self.table).isEmpty)
  }

  @Test("finds traps without a reason")
  func traps() {
    let text = "let a = try! f()\nlet b = x as! Int\nfatalError(\"x\")\nlet c = try! f()  // The text is a literal.\n// Checked above.\nfatalError()"
    #expect(Self.lines(HouseRules.traps(Self.file("Sources/Base/Domain/X.swift", text))) == [1, 2, 3])
  }

  @Test("finds types named as a module")
  func moduleNames() {
    let file = Self.file("Sources/Base/Domain/X.swift", "public struct Drift {}\nenum DriftKind {}\n  final class Ports {}")
    #expect(Self.lines(HouseRules.moduleNames(file, modules: ["Drift", "Ports"])) == [1, 3])
  }

  @Test("finds second types, foreign extensions and files of another name")
  func oneType() {
    func found(_ path: String, _ text: String) -> [Int] { Self.lines(HouseRules.oneType(Self.file(path, text), Self.table)) }
    #expect(found("Sources/Base/Domain/Money.swift", "public struct Money {\n  enum Kind {}\n}\nextension Money: Codable {}\n").isEmpty)
    #expect(found("Sources/Base/Domain/Money.swift", "struct Money {}\nstruct Other {}") == [2])
    #expect(found("Sources/Base/Domain/Money.swift", "struct Coin {}") == [1])
    #expect(found("Sources/Base/Domain/Money.swift", "struct Money {}\nextension Span {}") == [2])
    #expect(found("Sources/Base/Domain/Money+Text.swift", "extension Money {\n  struct Inner {}\n}").isEmpty)
    #expect(found("Sources/Base/Domain/Money+Text.swift", "struct Money {}") == [1])
    #expect(found("Sources/Edges/Kraken/Socket+C.swift", "final class Socket {}").isEmpty)
    #expect(found("Sources/Base/Domain/Words.swift", "func f() {}") == [0])
    #expect(found("Sources/Base/Kernels/Words.swift", "func f() {}").isEmpty)
  }

  @Test("finds long files, long READMEs and strays")
  func sizes() {
    let text = String(repeating: "x\n", count: 400)
    #expect(HouseRules.length(Self.file("a.swift", text)).isEmpty && HouseRules.length(Self.file("a.swift", text + "x\n")).count == 1)
    #expect(HouseRules.readmeLength(Self.file("README.md", String(repeating: "x\n", count: 150))).isEmpty)
    #expect(HouseRules.readmeLength(Self.file("README.md", String(repeating: "x\n", count: 151))).count == 1)
    #expect(HouseRules.strays(["Sources", ".build-coverage", "notes.txt", "README.md"]).map(\.path) == ["notes.txt"])
  }

  @Test("finds public declarations without a sentence")
  func documentation() {
    let text = """
      public struct A {
        public var stored: Int
        public var computed: Int { 1 }
        /// Said.
        @inlinable public func said() {}
        public func unsaid() {}
        public init() {}
        public static func < (a: A, b: A) -> Bool { true }
        /// Said.
        @available(*, deprecated)
        @inlinable
        public mutating func attributed() {}
        /// Said.
        public func overload(_ a: Int) {}
        public func overload(_ a: String) {}
        public func hash(into hasher: inout Hasher) {}
        public func put(_ a: Int) {}
        public private(set) var count = 0
        public enum Kind { case one }
      }
      """
    let found = HouseRules.documentation(Self.file("Sources/Base/Domain/A.swift", text), witnesses: ["put"])
    #expect(Self.lines(found) == [1, 3, 6, 19])
    let ports = [Self.file("P.swift", "public protocol P {\n  func put(_ a: Int)\n  var state: Int { get }\n}")]
    #expect(HouseRules.requirements(ports) == ["put", "state"])
  }

  @Test("finds words that stand for work not done, and only whole ones", arguments: HouseRules.unfinished)
  func unfinished(word: String) {
    #expect(Self.lines(HouseRules.unfinishedWords(Self.file("a.swift", "x\n// \(word.uppercased()): later"))) == [2])
    #expect(HouseRules.unfinishedWords(Self.file("a.swift", "mas\(word)ns")).isEmpty)
  }

  @Test("finds places of one machine, but no relative path that ends alike")
  func machinePaths() {
    let root = "/wo" + "rk/"
    #expect(Self.lines(HouseRules.machinePaths(Self.file("docs/a.md", "see \(root)main\n`\(root)x`"))) == [1, 2])
    #expect(HouseRules.machinePaths(Self.file("docs/a.md", "see frame\(root)main and ../..\(root)x")).isEmpty)
    let temporary = "/tm" + "p/x"
    #expect(HouseRules.machinePaths(Self.file("Tests/a.swift", temporary)).isEmpty && HouseRules.machinePaths(Self.file("scripts/a", temporary)).count == 1)
  }

  @Test("finds metrics that nobody records")
  func metrics() {
    let known = HouseRules.metricNames(Self.file("M.swift", "  case a = \"friday_a_total\"\n  case b = \"friday_b_seconds\""))
    #expect(known == ["friday_a_total", "friday_b_seconds"])
    let text = "rate(friday_a_total[5m])\nfriday_b_seconds_bucket\nfriday_c_total\nfriday_d_bucket"
    #expect(Self.lines(HouseRules.metrics(Self.file("d.json", text), known: known)) == [3, 4])
  }
}
