import Domain

/// A `host:port` to listen on.
struct Endpoint: Sendable, Equatable {
  let host: String
  let port: Int

  init(_ text: String, key: String) throws(Diagnostic) {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port),
      colon != text.startIndex
    else {
      throw Diagnostic(
        code: "config.endpoint", exitCode: .badConfiguration, message: "\(key) is \"\(text)\", which is no host:port",
        hint: "write for example 127.0.0.1:8080; port 0 takes any free one")
    }
    host = String(text[..<colon]).trimmingPrefix("[").description.replacing("]", with: "")
    self.port = port
  }
}
