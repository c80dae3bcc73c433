import BenchmarkSuites
import Domain
import Foundation
import Inference
import Reports

/// Damages model files and holds the readers to their promise: a clean error or an exact model, never a crash or a long wait.
struct DamagedModels {
  let folder: String
  let count: Int
  let seed: UInt64

  /// - Throws: a diagnostic when the folder holds no model file; ends with 1 when a promise was broken.
  func run(json: Bool) throws {
    let files = try models()
    var progress = ProgressLine(total: count, unit: "files", every: 64)
    var done = 0
    let meter = ProcessCPUMeter()
    let report = ModelFuzz().run(files: files, count: count, seed: seed, now: { UInt64(meter.seconds() * 1e9) }) { _, _, _, body in
      body()
      done += 1
      progress.advance(to: done)
    }
    progress.end()
    let refused = report.refused.sorted { $0.key < $1.key }
    if json {
      let document = JSONTree.object([
        .init("files", .integer(files.count)), .init("damaged", .integer(report.count)), .init("read", .integer(report.read)),
        .init("refused", .object(refused.map { .init($0.key, .integer($0.value)) })), .init("unclean", .integer(report.unclean.count)),
        .init("slow", .integer(report.slow.count)), .init("slowest_seconds", .number(Double(report.slowest) / 1e9)), .init("seed", .count(seed)),
      ])
      Terminal.print(document.description)
    } else {
      for (code, count) in refused { Terminal.print("  \(code) \(count)") }
      for line in report.unclean + report.slow { Terminal.print(line) }
      Terminal.print(
        "\(report.count) damaged copies of \(files.count) files: \(report.read) read as models, \(report.count - report.read) refused, "
          + "\(report.isClean ? "every refusal clean" : "\(report.unclean.count) unclean, \(report.slow.count) slow") (seed \(seed), slowest \(report.slowest / 1_000_000) ms).")
    }
    if !report.isClean { Terminal.exit(.no) }
  }

  /// Every model file below the folder, in order of its path.
  private func models() throws(Diagnostic) -> [[UInt8]] {
    let names = (FileManager.default.subpaths(atPath: folder) ?? []).sorted()
    let found = names.filter { ($0 as NSString).lastPathComponent.hasPrefix("model.") }
    guard !found.isEmpty else {
      throw Diagnostic(
        code: "bench.no_models", exitCode: .badData, message: "\(folder) holds no file called model.…", hint: "name a folder with --models")
    }
    return try found.map { (name) throws(Diagnostic) in try ModelFile.bytes(folder + "/" + name) }
  }
}
