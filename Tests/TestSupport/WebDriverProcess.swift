import Foundation
import Synchronization

/// A chromedriver of this test's own.
final class WebDriverProcess: Sendable {
  static let browser = find(["chromium", "chromium-browser", "google-chrome"])
  static let driver = find(["chromedriver"])

  let port: Int
  private let process: Mutex<Process>

  /// Starts it on a free port and waits until it says which.
  init() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.driver!)
    process.arguments = ["--port=0"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var said = ""
    var port: Int?
    while port == nil {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { throw WebDriver.Failure(description: "chromedriver ended before it listened: \(said)") }
      said += String(decoding: data, as: UTF8.self)
      port = Self.port(in: said)
    }
    self.port = port!
    self.process = Mutex(process)
    // What it says later is taken and dropped, so that it never blocks on a full pipe.
    output.fileHandleForReading.readabilityHandler = { handle in
      if handle.availableData.isEmpty { handle.readabilityHandler = nil }
    }
  }

  /// Asks it to leave and, when it does not answer, ends it.
  ///
  /// By SIGKILL: a child spawned from a dispatch thread inherits that thread's mask, in which SIGTERM is blocked.
  func end() async {
    try? await BlockingWork.run { [self] in
      let left = (try? LoopbackHTTP.request("GET", "/shutdown", port: port, timeout: 5)) != nil
      process.withLock { process in
        if !left, process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
      }
    }
  }

  /// `ChromeDriver was started successfully on port 41234.`
  private static func port(in text: String) -> Int? {
    guard let range = text.range(of: "successfully on port ") else { return nil }
    let digits = text[range.upperBound...].prefix { $0.isNumber }
    guard text[range.upperBound...].count > digits.count else { return nil }
    return Int(digits)
  }

  private static func find(_ names: [String]) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
    for name in names {
      for folder in folders {
        let path = "\(folder)/\(name)"
        if FileManager.default.isExecutableFile(atPath: path) { return path }
      }
    }
    return nil
  }
}
