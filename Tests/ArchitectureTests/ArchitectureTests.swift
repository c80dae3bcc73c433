import Foundation
import TestSupport
import Testing

@Suite("the house") struct ArchitectureTests {
  static let table = RoomTable(manifest: SourceFile.load(RepositoryRoot.url.appendingPathComponent("Package.swift"))?.lines.joined(separator: "\n") ?? "")
  static let sources = SourceFile.load(["Sources", "Benchmarks"])
  static let tests = SourceFile.load(["Tests"])
  static let scripts = ["scripts", ".ci"].flatMap { folder -> [SourceFile] in
    let url = RepositoryRoot.url.appendingPathComponent(folder)
    let names = (try? FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)) ?? []
    return names.compactMap(SourceFile.load)
  }
  static let documents = SourceFile.load([""], withExtension: "md").filter { !$0.path.hasPrefix("datasets/golden/") }

  /// Prints each offender, then fails once with their number.
  static func none(_ offenders: [Offender], sourceLocation: SourceLocation = #_sourceLocation) {
    for offender in offenders.sorted(by: { ($0.path, $0.line) < ($1.path, $1.line) }) { print(offender) }
    #expect(offenders.isEmpty, "\(offenders.count) places, printed above", sourceLocation: sourceLocation)
  }

  @Test("is there to be looked at: rooms, files and their rows")
  func present() {
    #expect(Self.table.rooms.count >= 25 && Self.table.rooms.filter(\.isPure).count >= 12)
    #expect(Self.sources.count >= 50 && Self.sources.contains { $0.path.hasPrefix("Benchmarks/") } && Self.tests.count >= 20)
    #expect(Self.table.rooms.allSatisfy { RoomTable.heights[$0.row] != nil })
    #expect(Self.scripts.count >= 3 && !Self.documents.isEmpty)
  }

  @Test("has a folder for every room and a room for every folder")
  func folders() throws {
    var found: Set<String> = []
    for row in try FileManager.default.contentsOfDirectory(at: RepositoryRoot.url.appendingPathComponent("Sources"), includingPropertiesForKeys: nil)
    where !["System", "friday"].contains(row.lastPathComponent) {
      for room in try FileManager.default.contentsOfDirectory(at: row, includingPropertiesForKeys: nil) {
        found.insert("Sources/\(row.lastPathComponent)/\(room.lastPathComponent)")
      }
    }
    for suite in try FileManager.default.contentsOfDirectory(at: RepositoryRoot.url.appendingPathComponent("Benchmarks"), includingPropertiesForKeys: nil) {
      if (try? suite.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true { found.insert("Benchmarks/\(suite.lastPathComponent)") }
    }
    let listed = Set(Self.table.rooms.map(\.path))
    #expect(found.subtracting(listed).filter { !$0.hasPrefix("Benchmarks/") }.isEmpty, "folders without a room")
    #expect(listed.subtracting(found).isEmpty, "rooms without a folder")
  }

  @Test("stands room on lower room")
  func needs() { Self.none(HouseRules.needs(Self.table)) }

  @Test("imports point to lower rows only, never sideways")
  func rows() { Self.none(Self.sources.flatMap { HouseRules.rows($0, Self.table) }) }

  @Test("a library has one owner, and nothing imports the program")
  func reserved() { Self.none(Self.sources.flatMap { HouseRules.reservedImports($0, Self.table) }) }

  @Test("pure rooms touch no file, socket, clock, dice, environment or process")
  func purity() { Self.none(Self.sources.flatMap { HouseRules.purity($0, Self.table) }) }

  @Test("unsafe code lives in Kernels and +C.swift files, each use with its sentence")
  func unsafe() { Self.none(Self.sources.flatMap { HouseRules.unsafe($0, Self.table) }) }

  @Test("nothing ends the program without a comment that says why it cannot happen")
  func traps() { Self.none(Self.sources.flatMap(HouseRules.traps)) }

  @Test("no type bears the name of a module")
  func moduleNames() {
    let modules = Set(Self.table.rooms.map(\.name)).union(["GRDB", "Hummingbird", "Logging", "Metrics", "CoreMetrics", "ServiceLifecycle", "Configuration"])
    Self.none(Self.sources.flatMap { HouseRules.moduleNames($0, modules: modules) })
  }

  @Test("a file holds one type and bears its name")
  func oneType() { Self.none(Self.sources.flatMap { HouseRules.oneType($0, Self.table) }) }

  @Test("no file is longer than 400 lines")
  func length() {
    let lengths = Self.sources.map(\.lineCount).sorted()
    print("architecture: \(lengths.count) source files, median \(lengths[lengths.count / 2]) lines, longest \(lengths[lengths.count - 1])")
    Self.none((Self.sources + Self.tests).flatMap(HouseRules.length))
  }

  @Test("every public declaration says what it means")
  func documentation() {
    let witnesses = HouseRules.requirements(Self.sources.filter { $0.path.hasPrefix("Sources/Tools/Ports/") })
    // What an operator's requirements mean stands at their protocol; here the type's own comment says what it computes.
    let operators = witnesses.union(HouseRules.requirements(Self.sources.filter { $0.path.hasSuffix("Operators/FeatureOperator.swift") }))
    Self.none(
      Self.sources.flatMap {
        HouseRules.documentation($0, witnesses: $0.path.hasPrefix("Sources/Science/Features/") ? operators : witnesses)
      })
  }

  @Test("no word stands for work not done")
  func unfinished() { Self.none((Self.sources + Self.tests + Self.scripts + Self.documents).flatMap(HouseRules.unfinishedWords)) }

  @Test("names no place of one machine and no package registry")
  func machinePaths() {
    let manifest = [SourceFile.load(RepositoryRoot.url.appendingPathComponent("Package.swift"))].compactMap { $0 }
    Self.none((Self.sources + Self.tests + Self.scripts + Self.documents + manifest).flatMap(HouseRules.machinePaths))
  }

  @Test("every metric in a dashboard, an alert or a document is in MetricName")
  func metrics() throws {
    let list = try #require(Self.sources.first { $0.path == "Sources/Tools/Ports/MetricName.swift" })
    let known = HouseRules.metricNames(list)
    #expect(known.count >= 20)
    let shown = ["json", "yml", "yaml", "html", "js"].flatMap { SourceFile.load(["deploy", "docs", "Sources"], withExtension: $0) }
    Self.none((shown + Self.documents).flatMap { HouseRules.metrics($0, known: known) })
  }

  @Test("the README has at most 150 lines and nothing stray lies at the top")
  func top() throws {
    let readme = try #require(Self.documents.first { $0.path == "README.md" }, "there is no README.md")
    Self.none(HouseRules.readmeLength(readme))
    Self.none(HouseRules.strays(try FileManager.default.contentsOfDirectory(atPath: RepositoryRoot.url.path)))
  }

  @Test("every dependency has its record in docs/adr")
  func records() throws {
    let manifest = try #require(SourceFile.load(RepositoryRoot.url.appendingPathComponent("Package.swift")))
    let records = Self.documents.filter { $0.path.hasPrefix("docs/adr/") }.flatMap(\.lines).joined(separator: "\n").lowercased()
    let packages = manifest.lines.compactMap { $0.firstMatch(of: /^\s*\("https:[^"]*\/([^"\/]+)", "/).map { String($0.output.1) } }
    #expect(packages.count >= 5)
    for package in packages {
      let name = package.lowercased().replacing("swift-", with: "").replacing(".swift", with: "")
      #expect(records.contains(name), "\(package) has no record")
    }
  }
}
