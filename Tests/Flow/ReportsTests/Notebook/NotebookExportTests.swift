import Domain
import Drift
import Foundation
import TestSupport
import Testing

@testable import Reports

@Suite struct NotebookExportTests {
  private func history(_ dependence: HistoryOptions.Dependence = .independent, _ control: HistoryOptions.Control = .lord) throws
    -> NotebookExport
  {
    let sample = NotebookSample()
    let options = HistoryOptions(control: control, dependence: dependence)
    let times = try sample.times()
    let plan = try HistoryPlan(
      times, every: HistorySpan(parsing: NotebookSample.every), reference: HistorySpan(parsing: NotebookSample.reference))
    let columns = try sample.columns.map {
      try ColumnHistory(name: $0.name, values: $0.values, plan: plan, options: options, columns: sample.columns.count)
    }
    let report = HistoryReport(try HistoryComparison(plan: plan, times: times, columns: columns, options: options))
    return NotebookExport(history: report, times: times, columns: sample.columns, origin: NotebookSample.origin)
  }

  private func comparison() throws -> NotebookExport {
    var dice = SeededGenerator(seed: 4)
    let reference = [
      NotebookExport.Column(name: "a,\"b\"", values: (0..<300).map { $0 % 50 == 3 ? .nan : dice.normal() }),
      .init(name: "steps", values: (0..<300).map { _ in Double(Int(dice.unit() * 4)) }),
    ]
    let current = [
      NotebookExport.Column(name: "a,\"b\"", values: (0..<260).map { _ in dice.normal() + 0.5 }),
      .init(name: "steps", values: (0..<260).map { _ in Double(Int(dice.unit() * 4)) }),
    ]
    let columns = try zip(reference, current).map {
      ComparedColumn.numeric(try ColumnComparison(name: $0.name, reference: $0.values, current: $1.values))
    }
    return NotebookExport(
      comparison: ComparisonReport(try DriftComparison(columns: columns, alpha: 0.05, minimumEffect: 0.05)), reference: reference,
      current: current,
      origin: "Two seeded samples.")
  }

  @Test("writes nbformat 4.5: cells with ids, kinds and lines, code without outputs")
  func format() throws {
    for export in [try history(), try comparison()] {
      let file = try #require(export.files.first)
      #expect(file.name == "drift.ipynb")
      let notebook = try #require(try JSONSerialization.jsonObject(with: Data(file.bytes)) as? [String: Any])
      #expect(notebook["nbformat"] as? Int == 4 && notebook["nbformat_minor"] as? Int == 5)
      let cells = try #require(notebook["cells"] as? [[String: Any]])
      #expect(Set(cells.compactMap { $0["id"] as? String }).count == cells.count)
      for cell in cells {
        #expect(cell["source"] is [String])
        if cell["cell_type"] as? String == "code" {
          #expect(cell["execution_count"] is NSNull && (cell["outputs"] as? [Any])?.isEmpty == true)
        } else {
          #expect(cell["cell_type"] as? String == "markdown" && cell["outputs"] == nil)
        }
      }
    }
  }

  @Test("writes data that read back the same, missing values as empty cells")
  func data() throws {
    let text = try comparison().files.first { $0.name == "reference.csv" }.map { String(decoding: $0.bytes, as: UTF8.self) }
    let lines = try #require(text).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "\"a,\"\"b\"\"\",steps")
    #expect(lines.count == 302 && lines[4].hasPrefix(","))
    #expect(NotebookExport.csv(nil, [.init(name: "x", values: [.nan, 0.1, -.infinity])]) == Array("x\n\"\"\n0.1\n-inf\n".utf8))
  }

  @Test("runs in Jupyter: numpy and scipy agree with every number", arguments: ["history", "effective", "saffron", "comparison"])
  func executes(which: String) async throws {
    let environment = ProcessInfo.processInfo.environment["FRIDAY_NOTEBOOK_VENV"]
    let python = environment.map { URL(fileURLWithPath: $0) } ?? RepositoryRoot.url.appendingPathComponent(".venv-notebook")
    let program = python.appendingPathComponent("bin/python").path
    guard FileManager.default.isExecutableFile(atPath: program) else {
      print("skipped: notebook \(which): no \(program); scripts/test makes it")
      return
    }
    let folder = try TemporaryFolder("friday-notebook")
    let export =
      switch which {
      case "effective": try history(.effective)
      case "saffron": try history(.independent, .saffron)
      case "comparison": try comparison()
      default: try history()
      }
    for file in export.files { try Data(file.bytes).write(to: folder.url.appendingPathComponent(file.name)) }
    let script = """
      import nbformat, sys
      from nbclient import NotebookClient
      notebook = nbformat.read("drift.ipynb", as_version=4)
      nbformat.validate(notebook)
      NotebookClient(notebook, timeout=300, resources={"metadata": {"path": "."}}).execute()
      print("".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", [])))
      """
    let child = try FridayProcess(["-c", script], workingFolder: folder.path, executable: program)
    let result = try await child.exit(within: .seconds(300))
    #expect(result.exitCode == 0, "\(result.talk.suffix(2000))")
    #expect(result.text.contains("agree"), "\(result.text)")
    print("notebook \(which): \(result.text.split(separator: "\n").filter { $0.contains("agree") }.joined(separator: "; "))")
  }
}
