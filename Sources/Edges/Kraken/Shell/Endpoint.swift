import Domain

/// Where a WebSocket server listens, taken from a URL.
struct Endpoint: Hashable, Sendable {
  var host: String
  var port: Int
  var path: String

  /// Reads `ws://host:port/path`.
  ///
  /// - Throws: a diagnostic that names the URL and what is wrong with it.
  init(parsing url: String) throws(Diagnostic) {
    func refuse(_ why: String, _ hint: String) -> Diagnostic {
      Diagnostic(code: "feed.url", exitCode: .badConfiguration, message: "the feed URL \"\(url)\" cannot be used: \(why)", hint: hint)
    }
    if url.hasPrefix("wss://") {
      throw refuse(
        "this build does not speak TLS",
        "connect to a ws:// address: the simulated exchange, or a proxy on this machine that ends TLS")
    }
    guard url.hasPrefix("ws://") else { throw refuse("it does not begin with ws://", "write it as ws://host:port/v2") }
    let rest = url.dropFirst(5)
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    path = slash == rest.endIndex ? "/" : String(rest[slash...])
    var authority = rest[..<slash]
    guard !authority.contains("@") else { throw refuse("it carries a user name", "remove everything up to and including the @") }
    port = 80
    let bracket = authority.lastIndex(of: "]")
    if let colon = authority.lastIndex(of: ":"), bracket == nil || bracket! < colon {
      guard let number = Int(authority[authority.index(after: colon)...]), (1...65_535).contains(number) else {
        throw refuse("its port is not a number from 1 to 65535", "write it as ws://host:port/v2")
      }
      port = number
      authority = authority[..<colon]
    }
    host = authority.hasPrefix("[") && authority.hasSuffix("]") ? String(authority.dropFirst().dropLast()) : String(authority)
    guard !host.isEmpty else { throw refuse("it names no host", "write it as ws://host:port/v2") }
  }
}
