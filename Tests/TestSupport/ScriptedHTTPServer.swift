import Foundation
import Synchronization

/// A small HTTP/1.1 server on a free loopback port whose answers a test decides, one request after the other.
///
/// Connections are kept alive. Stopping refuses new ones and cuts those that are open; a new server may then take the same port.
public final class ScriptedHTTPServer: Sendable {
  /// What a client sent.
  public struct Request: Sendable {
    public var method: String
    public var target: String
    /// Names in lower case.
    public var headers: [String: String]
    public var body: [UInt8]
    /// The how-manieth connection it came on, from 1.
    public var connection: Int
    public var text: String { String(decoding: body, as: UTF8.self) }
  }

  /// What is done about a request.
  public enum Answer: Sendable {
    case status(Int, headers: [String: String] = [:], body: String = "")
    /// These bytes, whatever they are, then the connection is closed.
    case raw(String)
    /// The connection is closed without a word.
    case hangUp
    /// Nothing is ever said; the connection stays open until the server stops.
    case silence
  }

  private struct State {
    var requests: [Request] = []
    var open: [Int: LoopbackSocket] = [:]
    var connections = 0
  }

  public let port: Int
  private let listener: LoopbackListener
  private let state = Mutex(State())
  private let answer: @Sendable (Request) -> Answer

  /// - Parameter answer: called on a thread of the connection.
  public init(port: Int = 0, answer: @escaping @Sendable (Request) -> Answer) throws {
    let listener = try LoopbackListener(port: port)
    self.listener = listener
    self.port = listener.port
    self.answer = answer
    Thread.detachNewThread { [weak self] in
      while let socket = listener.next() {
        guard let self else { return }
        let number = self.state.withLock { state in
          state.connections += 1
          state.open[state.connections] = socket
          return state.connections
        }
        Thread.detachNewThread { self.serve(socket, number) }
      }
    }
  }

  deinit { listener.stop() }

  public var url: String { "http://127.0.0.1:\(port)" }
  /// Everything received so far, in order.
  public var requests: [Request] { state.withLock { $0.requests } }
  public var connectionCount: Int { state.withLock { $0.connections } }

  /// Refuses further connections and cuts those that are open.
  public func stop() {
    listener.stop()
    let open = state.withLock { state in
      let open = Array(state.open.values)
      state.open = [:]
      return open
    }
    for socket in open { socket.shutDown() }
  }

  private func serve(_ socket: LoopbackSocket, _ number: Int) {
    defer { state.withLock { _ = $0.open.removeValue(forKey: number) } }
    var received: [UInt8] = []
    while true {
      while let (request, length) = Self.parse(received, number) {
        received.removeFirst(length)
        state.withLock { $0.requests.append(request) }
        switch answer(request) {
        case .status(let status, let headers, let body):
          var head = "HTTP/1.1 \(status) Scripted\r\n"
          for (name, value) in headers { head += "\(name): \(value)\r\n" }
          if status != 204, headers["Content-Length"] == nil { head += "Content-Length: \(body.utf8.count)\r\n" }
          guard (try? socket.send(Array((head + "\r\n" + (request.method == "HEAD" ? "" : body)).utf8))) != nil else { return }
        case .raw(let text):
          _ = try? socket.send(Array(text.utf8))
          return socket.shutDown()
        case .hangUp: return socket.shutDown()
        case .silence:
          while let bytes = try? socket.receive(), !bytes.isEmpty {}
          return
        }
      }
      guard let bytes = try? socket.receive(), !bytes.isEmpty else { return }
      received += bytes
    }
  }

  /// A whole request at the head of the bytes, and its length.
  private static func parse(_ bytes: [UInt8], _ number: Int) -> (Request, Int)? {
    guard bytes.count >= 4, let end = (3..<bytes.count).first(where: { bytes[$0 - 3...$0].elementsEqual([13, 10, 13, 10]) }) else {
      return nil
    }
    let lines = String(decoding: bytes[...end], as: UTF8.self).split(separator: "\r\n")
    let words = (lines.first ?? "").split(separator: " ")
    guard words.count == 3 else { return nil }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
    }
    let length = headers["content-length"].flatMap { Int($0) } ?? 0
    guard bytes.count >= end + 1 + length else { return nil }
    let body = Array(bytes[(end + 1)..<(end + 1 + length)])
    return (Request(method: String(words[0]), target: String(words[1]), headers: headers, body: body, connection: number), end + 1 + length)
  }
}
