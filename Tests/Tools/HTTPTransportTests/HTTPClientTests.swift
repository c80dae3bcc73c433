import Foundation
import Synchronization
import TestSupport
import Testing

@testable import HTTPTransport

@Suite("an HTTP client", .timeLimit(.minutes(2))) struct HTTPClientTests {
  /// Answers with what it was sent: method, target, body.
  private static func echo() throws -> ScriptedHTTPServer {
    try ScriptedHTTPServer { .status(200, headers: ["X-Method": $0.method, "X-Target": $0.target], body: $0.text) }
  }

  private func failure(_ request: HTTPRequest, by client: HTTPClient = HTTPClient()) async -> HTTPError? {
    do {
      let response = try await client.send(request)
      Issue.record("status \(response.status) instead of an error")
      return nil
    } catch {
      return error
    }
  }

  @Test("sends method, headers and body of every kind and reads them back", arguments: HTTPMethod.allCases) func methods(
    _ method: HTTPMethod
  ) async throws {
    let server = try Self.echo()
    let bytes = Array("Grüße, \u{0} and \r\n lines".utf8)
    let body = method == .get || method == .head ? [] : bytes
    let response = try await HTTPClient().send(
      HTTPRequest(method, server.url + "/a/b?c=d%20e", headers: [HTTPHeader("X-One", "1")], body: body))
    #expect(response.status == 200 && response.header("x-method") == method.rawValue && response.header("X-TARGET") == "/a/b?c=d%20e")
    #expect(response.body == body)
    let request = try #require(server.requests.first)
    #expect(request.headers["x-one"] == "1" && request.headers["user-agent"] == "friday" && request.headers["expect"] == nil)
    #expect(
      request.headers["content-type"] == nil
        && request.headers["content-length"]
          == (body.isEmpty && method != .get && method != .head ? "0" : body.isEmpty ? nil : "\(body.count)")
    )
    server.stop()
  }

  @Test("keeps its connection between requests, whatever their kind") func keepAlive() async throws {
    let server = try Self.echo()
    let client = HTTPClient()
    for index in 0..<20 {
      let method: HTTPMethod = [.get, .post, .head, .delete][index % 4]
      let response = try await client.send(HTTPRequest(method, server.url + "/\(index)", body: method == .post ? [65] : []))
      #expect(response.header("X-Method") == method.rawValue && response.header("X-Target") == "/\(index)")
    }
    #expect(server.connectionCount == 1 && server.requests.count == 20)
    server.stop()
  }

  @Test("carries bodies of a megabyte both ways") func large() async throws {
    let server = try Self.echo()
    var dice = SeededGenerator(seed: 1)
    let body = (0..<1 << 20).map { _ in UInt8.random(in: 32...126, using: &dice) }
    #expect(try await HTTPClient().send(HTTPRequest(.post, server.url + "/", body: body)).body == body)
    server.stop()
  }

  @Test("hands out every status as an answer and follows no redirect", arguments: [204, 301, 400, 404, 429, 500, 503]) func statuses(
    _ status: Int
  ) async throws {
    let server = try ScriptedHTTPServer { request in
      request.target == "/"
        ? .status(status, headers: ["Location": "/elsewhere", "Retry-After": "7"], body: status == 204 ? "" : "words") : .status(200)
    }
    let response = try await HTTPClient().send(HTTPRequest(.get, server.url + "/"))
    #expect(response.status == status && response.text == (status == 204 ? "" : "words") && response.header("retry-after") == "7")
    #expect(server.requests.count == 1)
    server.stop()
  }

  @Test("reads chunked bodies, and the last of two heads") func chunked() async throws {
    let server = try ScriptedHTTPServer { _ in
      .raw(
        "HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Late:  2 \r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
      )
    }
    let response = try await HTTPClient().send(HTTPRequest(.get, server.url + "/"))
    #expect(
      response.text == "abcde" && response.header("X-Early") == nil
        && response.header("X-Late")?.trimmingCharacters(in: .whitespaces) == "2")
    server.stop()
  }

  @Test("says that nothing listens") func refused() async throws {
    let server = try Self.echo()
    let url = server.url
    _ = try await HTTPClient().send(HTTPRequest(.get, url + "/"))
    server.stop()
    let error = await failure(HTTPRequest(.get, url + "/"))
    #expect(error?.code == "refused" && error?.reason.hasPrefix("connection refused") == true)
  }

  @Test("gives up when its time is over", .timeLimit(.minutes(1))) func timeout() async throws {
    let server = try ScriptedHTTPServer { _ in .silence }
    let start = ContinuousClock.now
    // The server never says a word: nothing but the time-out can end this.
    #expect(await failure(HTTPRequest(.get, server.url + "/", timeout: .milliseconds(200))) == .timeout)
    #expect(ContinuousClock.now - start >= .milliseconds(200))
    server.stop()
  }

  @Test("ends a transfer when its task is cancelled") func cancel() async throws {
    let server = try ScriptedHTTPServer { _ in .silence }
    let client = HTTPClient()
    let url = server.url
    let task = Task { await self.failure(HTTPRequest(.get, url + "/", timeout: .seconds(60)), by: client) }
    while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
    let start = ContinuousClock.now
    task.cancel()
    #expect(await task.value == .cancelled)
    #expect(ContinuousClock.now - start < .seconds(15))
    server.stop()
  }

  @Test(
    "says that the connection was lost before the answer was whole",
    arguments: [
      "", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    ])
  func interrupted(_ text: String) async throws {
    let server = try ScriptedHTTPServer { _ in text.isEmpty ? .hangUp : .raw(text) }
    let error = await failure(HTTPRequest(.post, server.url + "/", body: [1]))
    #expect(error?.code == "interrupted", "\(error.map { "\($0)" } ?? "")")
    server.stop()
  }

  @Test("bounds the response: body, header lines and their bytes") func bounded() async throws {
    let body = String(repeating: "x", count: 1000)
    let server = try ScriptedHTTPServer { request in
      switch request.target {
      case "/many": .raw("HTTP/1.1 200 OK\r\n" + (0..<300).map { "X-\($0): 1\r\n" }.joined() + "Content-Length: 0\r\n\r\n")
      case "/long": .raw("HTTP/1.1 200 OK\r\nX-Long: " + String(repeating: "y", count: 70_000) + "\r\nContent-Length: 0\r\n\r\n")
      default: .status(200, body: body)
      }
    }
    var request = HTTPRequest(.get, server.url + "/", maximumResponseBytes: 1000)
    #expect(try await HTTPClient().send(request).body.count == 1000)
    request.maximumResponseBytes = 999
    #expect(await failure(request) == .tooLarge(limit: 999))
    for path in ["/many", "/long"] { #expect(await failure(HTTPRequest(.get, server.url + path))?.code == "too_large", "\(path)") }
    server.stop()
  }

  @Test("refuses what cannot be sent", arguments: ["ftp://127.0.0.1/", "file:///etc/passwd", "http://127.0.0.1/a b", "", "http://"])
  func malformed(_ url: String) async {
    #expect(await failure(HTTPRequest(.get, url))?.code == "malformed")
  }

  @Test("lets no header smuggle another line") func smuggling() async throws {
    let server = try Self.echo()
    for header in [HTTPHeader("X", "a\r\nY: b"), HTTPHeader("X\n", "a"), HTTPHeader("X", "a\0")] {
      #expect(await failure(HTTPRequest(.get, server.url + "/", headers: [header]))?.code == "malformed")
    }
    #expect(server.requests.isEmpty)
    server.stop()
  }

  @Test("names a host that does not exist") func dns() async {
    #expect(await failure(HTTPRequest(.get, "http://no-such-host.invalid/"))?.code == "dns")
  }

  @Test("sends credentials, and tells them to nobody else") func credentials() async throws {
    let server = try ScriptedHTTPServer { _ in .status(401, body: "who are you") }
    var request = HTTPRequest(
      .post, server.url.replacing("127", with: "name:inUrl@127") + "/", headers: [HTTPHeader("Authorization", "Token inHeader")])
    request.credentials = HTTPCredentials(user: "friday", password: "inBasic")
    let response = try await HTTPClient().send(HTTPRequest(.get, server.url + "/", credentials: request.credentials))
    #expect(server.requests[0].headers["authorization"] == "Basic " + Data("friday:inBasic".utf8).base64EncodedString())
    var said = "\(request) \(String(reflecting: request)) \(response)"
    dump(request, to: &said)
    server.stop()
    request.timeout = .seconds(5)
    for sent in [
      request, HTTPRequest(.get, "http://name:inUrl@no-such-host.invalid/"), HTTPRequest(.get, "http://name:inUrl@127.0.0.1:1/ x"),
    ] {
      let error = await failure(sent)
      said += error.map { "\($0) \($0.reason) \($0.code)" } ?? ""
    }
    for secret in ["inUrl", "inHeader", "inBasic"] { #expect(!said.contains(secret), "\(secret) is told") }
  }

  @Test("goes by the proxy it is given") func proxy() async throws {
    let proxy = try ScriptedHTTPServer { .status(200, body: "proxied \($0.target)") }
    let through = try await HTTPClient(proxy: proxy.url).send(HTTPRequest(.get, "http://elsewhere.invalid/x"))
    #expect(through.text == "proxied http://elsewhere.invalid/x")
    proxy.stop()
  }
}
