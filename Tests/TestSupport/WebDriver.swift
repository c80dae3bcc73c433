public import Foundation

/// Drives Debian's Chromium over the W3C WebDriver protocol, through `chromedriver` on a free loopback port.
///
/// Every wait is a condition of the page with a deadline. Closing is `quit()`; the driver's process is ended there, by its id.
public final class WebDriver: Sendable {
  /// What chromedriver said, or why there is none.
  public struct Failure: Error, CustomStringConvertible {
    public var description: String
  }

  /// A value of the protocol: `{"value": …}`.
  private struct Envelope<Value: Decodable>: Decodable {
    var value: Value
  }

  private struct Session: Decodable {
    var sessionId: String
  }

  private struct ErrorValue: Decodable {
    var error: String
    var message: String
  }

  private let port: Int
  private let session: String
  private let driver: WebDriverProcess

  /// Why no browser test can run here; `nil` when it can.
  public static var reasonToSkip: String? {
    guard WebDriverProcess.browser != nil else { return "chromium is not installed (Debian: apt-get install chromium)" }
    guard WebDriverProcess.driver != nil else { return "chromedriver is not installed (Debian: apt-get install chromium-driver)" }
    return nil
  }

  /// Starts chromedriver and a headless browser with a window of the given size.
  public static func start(width: Int = 1280, height: Int = 900) async throws -> WebDriver {
    let driver = try await BlockingWork.run { try WebDriverProcess() }
    do {
      let options: [String: Any] = [
        "binary": WebDriverProcess.browser!,
        "args": [
          "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--no-first-run",
          "--disable-extensions", "--disable-background-networking", "--window-size=\(width),\(height)",
        ],
      ]
      let capabilities: [String: Any] = ["capabilities": ["alwaysMatch": ["browserName": "chrome", "goog:chromeOptions": options]]]
      let session: Session = try await call("POST", "/session", port: driver.port, JSONSerialization.data(withJSONObject: capabilities))
      return WebDriver(port: driver.port, session: session.sessionId, driver: driver)
    } catch {
      await driver.end()
      throw error
    }
  }

  private init(port: Int, session: String, driver: WebDriverProcess) {
    self.port = port
    self.session = session
    self.driver = driver
  }

  /// Loads a page and waits for its load event.
  public func open(_ url: String) async throws {
    let _: String? = try await command("POST", "/url", ["url": url])
  }

  /// Runs a script in the page and decodes what it returns.
  public func evaluate<Value: Decodable & Sendable>(_ script: String, as type: Value.Type = Value.self) async throws -> Value {
    try await command("POST", "/execute/sync", ["script": script, "args": [String]()])
  }

  /// Runs a script that calls its last argument, `done(value)`, when the page is where the test wants it.
  ///
  /// - Parameter deadline: seconds after which waiting is a failure.
  public func wait<Value: Decodable & Sendable>(_ script: String, deadline: Int = 30, as type: Value.Type = Value.self) async throws -> Value {
    let _: String? = try await command("POST", "/timeouts", ["script": deadline * 1000])
    return try await command(
      "POST", "/execute/async", ["script": "const done = arguments[arguments.length - 1];\n" + script, "args": [String]()])
  }

  /// Makes the page believe in a colour scheme: `dark` or `light`.
  public func emulate(colorScheme: String) async throws {
    try await devTools("Emulation.setEmulatedMedia", ["features": [["name": "prefers-color-scheme", "value": colorScheme]]])
  }

  /// Gives the page a viewport, as a phone's or a desk's.
  public func resize(width: Int, height: Int) async throws {
    try await devTools(
      "Emulation.setDeviceMetricsOverride", ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": false])
  }

  /// The viewport as a PNG.
  public func screenshot() async throws -> Data {
    let text: String = try await command("GET", "/screenshot", nil)
    guard let data = Data(base64Encoded: text) else { throw Failure(description: "the screenshot is no base64") }
    return data
  }

  /// Ends the browser and chromedriver.
  public func quit() async {
    let _: String?? = try? await command("DELETE", "", nil)
    await driver.end()
  }

  private func devTools(_ name: String, _ parameters: [String: Any]) async throws {
    let _: [String: String] = try await command("POST", "/goog/cdp/execute", ["cmd": name, "params": parameters])
  }

  private func command<Value: Decodable & Sendable>(_ method: String, _ path: String, _ body: [String: Any]?) async throws -> Value {
    let data = try body.map { try JSONSerialization.data(withJSONObject: $0) }
    return try await Self.call(method, "/session/\(session)\(path)", port: port, data)
  }

  private static func call<Value: Decodable & Sendable>(_ method: String, _ path: String, port: Int, _ body: Data?) async throws -> Value {
    let bytes = body.map { Array($0) } ?? []
    let reply = try await BlockingWork.run {
      try LoopbackHTTP.request(
        method, path, port: port, headers: ["Content-Type": "application/json; charset=utf-8"], body: bytes, timeout: 90)
    }
    let data = Data(reply.body)
    guard reply.status == 200 else {
      let said = try? JSONDecoder().decode(Envelope<ErrorValue>.self, from: data).value
      throw Failure(description: "\(method) \(path): \(said.map { "\($0.error): \($0.message)" } ?? reply.text)")
    }
    return try JSONDecoder().decode(Envelope<Value>.self, from: data).value
  }
}
