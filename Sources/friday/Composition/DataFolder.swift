import Domain
import Foundation

/// Where a run keeps things: the journal, the books and the uploaders' positions under one folder.
struct DataFolder: Sendable {
  let path: String

  init(_ path: String) { self.path = path }

  var journal: String { path + "/journal" }
  var books: String { path + "/books.sqlite" }
  var features: String { path + "/features.state" }

  /// Makes the folder when it is missing.
  func make() throws(Diagnostic) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Diagnostic(
        code: "data.unwritable", exitCode: .badConfiguration, message: "the data folder \(path) cannot be made or is no folder",
        hint: "name a folder you may write with --data")
    }
    guard FileManager.default.isWritableFile(atPath: path) else {
      throw Diagnostic(
        code: "data.unwritable", exitCode: .badConfiguration, message: "the data folder \(path) cannot be written",
        hint: "give this user the right to write there, or name another folder with --data")
    }
  }

  /// The folder of a run that must be there to be looked into.
  func mustExist() throws(Diagnostic) {
    guard FileManager.default.fileExists(atPath: journal) else {
      throw Diagnostic(
        code: "data.missing", exitCode: .badData, message: "\(path) holds no journal (\(journal) is not there)",
        hint: "name the folder that was given to friday run as --data (default: friday-data)")
    }
  }
}
