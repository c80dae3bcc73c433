import Foundation
import Synchronization

/// A real InfluxDB 1.x of Debian, on free loopback ports, with a folder of its own; stopped and started again on the same port as often as a test likes.
public final class InfluxServer: Sendable {
  /// Why there is none, or what it said.
  public struct Failure: Error, CustomStringConvertible {
    public var description: String
  }

  private static let executable: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":").map(String.init) + ["/usr/sbin"]
    return folders.map { "\($0)/influxd" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// Why no test with a real server can run here; `nil` when it can.
  public static var reasonToSkip: String? {
    executable == nil ? "influxd is not installed (Debian: apt-get install influxdb)" : nil
  }

  public let port: Int
  private let folder: TemporaryFolder
  private let process = Mutex<FridayProcess?>(nil)

  /// Starts it and waits until it answers.
  public static func start() async throws -> InfluxServer {
    let server = try InfluxServer()
    try await server.start()
    return server
  }

  /// Finds ports and writes the configuration; nothing listens yet.
  public init() throws {
    guard Self.executable != nil else { throw Failure(description: Self.reasonToSkip ?? "") }
    folder = try TemporaryFolder("friday-influx")
    // Both are held until both are known, so that they differ.
    let (http, rpc) = (try Self.reserved(), try Self.reserved())
    port = http.port
    try folder.write(
      """
      reporting-disabled = true
      bind-address = "127.0.0.1:\(rpc.port)"
      [meta]
        dir = "\(folder.path)/meta"
      [data]
        dir = "\(folder.path)/data"
        wal-dir = "\(folder.path)/wal"
        query-log-enabled = false
      [http]
        bind-address = "127.0.0.1:\(port)"
        log-enabled = false
      [monitor]
        store-enabled = false

      """, to: "influx.conf")
  }

  /// A port that nobody is given who asks for any free one: those come from 32,768 upwards, and one of them could be gone before the server binds it,
  /// or while it is stopped.
  private static func reserved() throws -> LoopbackListener {
    for _ in 0..<100 {
      if let listener = try? LoopbackListener(port: Int.random(in: 20_000..<32_000)) { return listener }
    }
    return try LoopbackListener()
  }

  public var url: String { "http://127.0.0.1:\(port)" }

  /// Starts it, again after ``stop()``, and waits until it answers.
  public func start() async throws {
    // From a thread that blocks no signals: a child inherits what its maker blocks, and this one is to end by SIGTERM.
    let child = try await BlockingWork.run { [configuration = folder.path("influx.conf")] in
      try FridayProcess(["run", "-config", configuration], executable: Self.executable)
    }
    process.withLock { $0 = child }
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      if let reply = try? await BlockingWork.run({ [port] in try LoopbackHTTP.request("GET", "/ping", port: port, timeout: 5) }),
        reply.status == 204
      {
        return
      }
      // Its end is the end of waiting; otherwise ask again in a moment.
      if let ended = try? await child.exit(within: .milliseconds(50), killing: false) {
        throw Failure(description: "influxd ended with \(ended.exitCode): \(ended.talk.suffix(1000))")
      }
    }
    throw Failure(description: "influxd did not answer on port \(port) within a minute")
  }

  /// Stops it in order and waits for its end.
  public func stop() async throws {
    guard let child = process.withLock({ $0.take() }) else { return }
    child.terminate()
    if (try? await child.exit(within: .seconds(10), killing: false)) == nil {
      child.send(SIGKILL)
      _ = try await child.exit()
    }
  }

  /// Runs a query and returns the rows of its only series: column values as they are in JSON.
  public func rows(_ query: String, database: String) async throws -> [[Any?]] {
    let object = try await answer(query, database: database)
    let results = object["results"] as? [[String: Any]] ?? []
    if let error = object["error"] as? String ?? results.first?["error"] as? String { throw Failure(description: "\(query): \(error)") }
    let series = results.first?["series"] as? [[String: Any]] ?? []
    return series.flatMap { ($0["values"] as? [[Any?]]) ?? [] }
  }

  /// How many points of a measurement have a field.
  public func count(_ field: String, of measurement: String, database: String) async throws -> Int {
    let rows = try await rows("SELECT COUNT(\"\(field)\") FROM \"\(measurement)\"", database: database)
    return (rows.first?.last as? NSNumber)?.intValue ?? 0
  }

  /// How many points of a measurement have any of these fields.
  public func count(anyOf fields: [String], of measurement: String, database: String) async throws -> Int {
    let names = fields.map { "\"\($0)\"" }.joined(separator: ", ")
    return try await rows("SELECT \(names) FROM \"\(measurement)\"", database: database).count
  }

  private func answer(_ query: String, database: String) async throws -> [String: Any] {
    let allowed = CharacterSet.alphanumerics
    let text = query.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
    let name = database.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
    let reply = try await BlockingWork.run { [port] in
      try LoopbackHTTP.request("GET", "/query?epoch=ns&db=\(name)&q=\(text)", port: port, timeout: 60)
    }
    guard let object = try JSONSerialization.jsonObject(with: Data(reply.body)) as? [String: Any] else {
      throw Failure(description: "\(query): \(reply.text.prefix(300))")
    }
    return object
  }
}
