import Foundation
import TestSupport

/// What `friday journal stat --json` says of a data folder.
struct JournalDocument {
  let records: Int
  let points: Int
  let tornBytes: Int

  static func read(_ data: String) async throws -> JournalDocument {
    let result = try await FridayProcess.run(["journal", "stat", data, "--json"])
    let object = try result.object()
    guard result.exitCode == 0, let records = object["records"] as? Int, let points = object["points"] as? Int, let torn = object["torn_bytes"] as? Int
    else { throw FridayProcess.Failure.notAnObject(result.text + result.talk) }
    return JournalDocument(records: records, points: points, tornBytes: torn)
  }

  /// The exported lines of one measurement.
  static func lines(_ data: String, measurement: String) async throws -> [Substring] {
    let result = try await FridayProcess.run(["journal", "export", data], within: .seconds(120))
    return result.text.split(separator: "\n").filter { $0.hasPrefix(measurement + ",") }
  }
}
