public import Foundation

/// The built program as a child process: run to its end, or started, watched line by line and stopped.
///
/// ```swift
/// let result = try await FridayProcess.run(["drift", "--json", …])
/// let exchange = try FridayProcess(["exchange", "--listen", "127.0.0.1:0"])
/// let line = try await exchange.line(of: .standardError, containing: "listening")
/// exchange.interrupt()
/// let result = try await exchange.exit()
/// ```
///
/// Two threads read the pipes, so a child never blocks on a full one. A child that outlives its reference is killed.
public final class FridayProcess: Sendable {
  public enum Stream: Sendable { case standardOutput, standardError }

  /// What a finished child left behind.
  public struct Result: Sendable {
    public var standardOutput: Data
    public var standardError: Data
    /// The exit code, or 128 + the signal that ended it, as a shell says it.
    public var exitCode: Int32
    public var text: String { String(decoding: standardOutput, as: UTF8.self) }
    public var talk: String { String(decoding: standardError, as: UTF8.self) }
    /// Standard output as one JSON object.
    public func object() throws -> [String: Any] {
      let value = try JSONSerialization.jsonObject(with: standardOutput)
      guard let object = value as? [String: Any] else { throw Failure.notAnObject(text) }
      return object
    }
  }

  public enum Failure: Error, CustomStringConvertible {
    case noBinary([String])
    case deadline(String)
    case ended(String)
    case notAnObject(String)

    public var description: String {
      switch self {
      case .noBinary(let places): "no built friday at \(places.joined(separator: ", ")): build it, or set FRIDAY_BINARY"
      case .deadline(let what): "not within its time: \(what)"
      case .ended(let what): "the child ended before: \(what)"
      case .notAnObject(let text): "no JSON object: \(text.prefix(300))"
      }
    }
  }

  private let process: Process
  let watch = Watch()

  /// Starts it.
  ///
  /// - Parameters:
  ///   - arguments: behind the program's name.
  ///   - environment: added to this process's own; an empty value takes a variable away.
  ///   - workingFolder: `nil` for this process's own.
  ///   - executable: another program than friday, by its path.
  public init(
    _ arguments: [String], environment: [String: String] = [:], workingFolder: String? = nil, executable: String? = nil,
    standardInput: Data? = nil
  ) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try executable ?? Self.binary())
    process.arguments = arguments
    var variables = ProcessInfo.processInfo.environment
    for (name, value) in environment { variables[name] = value.isEmpty ? nil : value }
    process.environment = variables
    if let workingFolder { process.currentDirectoryURL = URL(fileURLWithPath: workingFolder, isDirectory: true) }
    let pipes = (Pipe(), Pipe())
    process.standardOutput = pipes.0
    process.standardError = pipes.1
    let input = standardInput.map { _ in Pipe() }
    if let input { process.standardInput = input } else { process.standardInput = FileHandle.nullDevice }
    self.process = process
    process.terminationHandler = { [watch] ended in
      let code = ended.terminationReason == .uncaughtSignal ? 128 + ended.terminationStatus : ended.terminationStatus
      watch.change { $0.end(code) }
    }
    try process.run()
    watch.read(pipes.0.fileHandleForReading, into: .standardOutput)
    watch.read(pipes.1.fileHandleForReading, into: .standardError)
    if let input, let standardInput {
      Thread.detachNewThread {
        try? input.fileHandleForWriting.write(contentsOf: standardInput)
        try? input.fileHandleForWriting.close()
      }
    }
  }

  deinit { send(SIGKILL) }

  public var processIdentifier: Int32 { process.processIdentifier }

  /// Sends any signal; SIGKILL too.
  public func send(_ signal: Int32) {
    // A child that never started has the number 0, and to kill 0 is to kill this process and its group.
    guard process.processIdentifier > 0, process.isRunning else { return }
    kill(process.processIdentifier, signal)
  }
  /// Ctrl-C.
  public func interrupt() { send(SIGINT) }
  public func terminate() { send(SIGTERM) }

  /// Runs to the end.
  ///
  /// - Throws: ``Failure/deadline(_:)`` after `limit`; the child is then killed.
  public static func run(
    _ arguments: [String], environment: [String: String] = [:], workingFolder: String? = nil, executable: String? = nil,
    standardInput: Data? = nil, within limit: Duration = .seconds(120)
  ) async throws -> Result {
    let child = try FridayProcess(
      arguments, environment: environment, workingFolder: workingFolder, executable: executable, standardInput: standardInput)
    return try await child.exit(within: limit)
  }
}
