@testable import friday
import Domain
import Testing

@Suite("Endpoint")
struct EndpointTests {
  @Test("An endpoint is host:port, also of IPv6 in brackets; anything else is refused by the key's name")
  func endpoints() throws {
    let plain = try Endpoint("127.0.0.1:8080", key: "listen")
    #expect(plain.host == "127.0.0.1" && plain.port == 8080)
    let bracketed = try Endpoint("[::1]:0", key: "listen")
    #expect(bracketed.host == "::1" && bracketed.port == 0)
    for text in ["", "8080", ":8080", "localhost", "localhost:", "localhost:x", "localhost:65536", "localhost:-1"] {
      let error = #expect(throws: Diagnostic.self, "\(text)") { try Endpoint(text, key: "--listen") }
      #expect(error?.exitCode == .badConfiguration && error?.message.contains("--listen") == true && error?.message.contains("\"\(text)\"") == true)
    }
  }
}
