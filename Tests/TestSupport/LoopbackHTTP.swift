/// The smallest HTTP/1.1 client that tests of a server need: one request a connection, bodies with a length, chunked, or to the end.
/// Blocking; call it within ``BlockingWork``.
public enum LoopbackHTTP {
  /// The server spoke something else than HTTP.
  public struct Malformed: Error {
    public var reason: String
  }

  /// One request and its whole answer.
  public static func request(
    _ method: String = "GET", _ path: String, port: Int, headers: [String: String] = [:], body: [UInt8] = [], timeout: Int = 20
  ) throws -> HTTPReply {
    try stream(method, path, port: port, headers: headers, body: body, timeout: timeout) { _ in false }
  }

  /// One request whose body is looked at while it comes.
  ///
  /// - Parameter enough: called with all of the body so far after every arrival; true ends the reading and closes the connection.
  public static func stream(
    _ method: String = "GET", _ path: String, port: Int, headers: [String: String] = [:], body: [UInt8] = [], timeout: Int = 20,
    until enough: (HTTPReply) throws -> Bool
  ) throws -> HTTPReply {
    let socket = try LoopbackSocket(port: port, timeout: timeout)
    var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    if !body.isEmpty { head += "Content-Length: \(body.count)\r\n" }
    try socket.send(Array((head + "\r\n").utf8) + body)

    var received: [UInt8] = []
    var reply: HTTPReply?
    var bodyStart = 0
    while true {
      let bytes = try socket.receive()
      received += bytes
      if reply == nil, let end = endOfHead(received) {
        bodyStart = end
        reply = try parseHead(received[..<end])
        if method == "HEAD" { reply!.isComplete = true }
      }
      if var known = reply {
        if !known.isComplete { try read(received[bodyStart...], closed: bytes.isEmpty, into: &known) }
        reply = known
        if known.isComplete { return known }
        if try enough(known) { return known }
      }
      guard !bytes.isEmpty else {
        guard let reply else { throw Malformed(reason: "closed after \(received.count) bytes without a head") }
        return reply
      }
    }
  }

  private static func endOfHead(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    for index in 3..<bytes.count where bytes[index - 3...index].elementsEqual([13, 10, 13, 10]) { return index + 1 }
    return nil
  }

  private static func parseHead(_ bytes: ArraySlice<UInt8>) throws -> HTTPReply {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else { throw Malformed(reason: String(lines[0])) }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { throw Malformed(reason: String(line)) }
      headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
    }
    return HTTPReply(status: status, headers: headers, body: [], isComplete: false)
  }

  private static func read(_ raw: ArraySlice<UInt8>, closed: Bool, into reply: inout HTTPReply) throws {
    if reply.headers["transfer-encoding"] == "chunked" {
      (reply.body, reply.isComplete) = try chunks(raw)
    } else if let length = reply.headers["content-length"].flatMap({ Int($0) }) {
      reply.body = Array(raw.prefix(length))
      reply.isComplete = raw.count >= length
    } else {
      reply.body = Array(raw)
      reply.isComplete = closed
    }
  }

  private static func chunks(_ raw: ArraySlice<UInt8>) throws -> (body: [UInt8], isComplete: Bool) {
    var body: [UInt8] = []
    var rest = raw
    while let end = rest.firstIndex(of: 13), end + 1 < rest.endIndex {
      let line = String(decoding: rest[..<end], as: UTF8.self)
      guard let size = Int(line, radix: 16) else { throw Malformed(reason: "chunk size \(line)") }
      if size == 0 { return (body, true) }
      let start = end + 2
      guard start + size + 2 <= rest.endIndex else { return (body + rest[min(start, rest.endIndex)...], false) }
      body += rest[start..<start + size]
      rest = rest[(start + size + 2)...]
    }
    return (body, false)
  }
}
