import Domain
import Foundation
import Reports
import Telemetry

/// A report's page on disk, and where its numbers come from.
enum PageFile {
  /// Writes a page whole or not at all.
  ///
  /// - Throws: `html.write` with exit code 69.
  static func write(_ report: HTMLReport, to path: String) throws(Diagnostic) {
    do {
      try Data(report.page.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Diagnostic(
        code: "html.write", exitCode: .unavailable, message: "\(path) cannot be written: \(error.localizedDescription)",
        hint: "name a folder you may write to")
    }
    Terminal.say("wrote \(path)")
  }

  /// This command line, this version, now, and these files with their digests.
  static func provenance(_ files: [(role: String, path: String, rows: Int)]) -> HTMLReport.Provenance {
    HTMLReport.Provenance(
      command: (["friday"] + CommandLine.arguments.dropFirst()).joined(separator: " "), version: Version.text, time: JSONLogHandler.wallClock(),
      sources: files.map { HTMLReport.Source(role: $0.role, path: $0.path, sha256: digest($0.path), rows: $0.rows) })
  }

  /// Of a regular file; nil for a pipe, and for one that has gone or could not be read to its end.
  private static func digest(_ path: String) -> String? {
    TableLoader.size(path) == nil ? nil : (try? FileDigest(path: path))?.sha256
  }
}
