import Domain
import Foundation

/// Data on standard output, talk on standard error, colour only for a person who wants it.
enum Terminal {
  static let errorIsTTY = isatty(2) == 1
  static let outputIsTTY = isatty(1) == 1
  static let coloursErrors = errorIsTTY && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
  static let coloursOutput = outputIsTTY && ProcessInfo.processInfo.environment["NO_COLOR"] == nil

  /// Writes a line of data.
  static func print(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

  /// Writes bytes of data as they are.
  static func print(bytes: [UInt8]) { FileHandle.standardOutput.write(Data(bytes)) }

  /// Says something to the person at the terminal.
  static func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

  /// Replaces the progress line; only on a terminal.
  static func progress(_ text: String) {
    guard errorIsTTY else { return }
    FileHandle.standardError.write(Data(("\r\u{1b}[K" + text).utf8))
  }

  /// Takes the progress line away.
  static func endProgress() {
    guard errorIsTTY else { return }
    FileHandle.standardError.write(Data("\r\u{1b}[K".utf8))
  }

  static func complain(_ diagnostic: Diagnostic) {
    endProgress()
    var lines = coloursErrors ? "\u{1b}[31merror:\u{1b}[0m \(diagnostic.message)" : "error: \(diagnostic.message)"
    if let hint = diagnostic.hint { lines += coloursErrors ? "\n\u{1b}[36mhint:\u{1b}[0m \(hint)" : "\nhint: \(hint)" }
    say(lines)
  }

  static func exit(_ code: Domain.ExitCode) -> Never { Foundation.exit(code.rawValue) }
}
