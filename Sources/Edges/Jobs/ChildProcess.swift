public import Domain
import Foundation
import Synchronization

/// A running child process: its lines as they come, its exit as a value, any signal to it.
///
/// Two threads of its own read the pipes, so the child never blocks on a full one; what exceeds the bounds of its ``ChildCommand`` is
/// counted and let go. The child is reaped as soon as it ends, watched or not, so no zombie stays; one that nobody refers to any more
/// is killed. A grandchild that keeps the pipes open delays ``exit()``, not the reaping.
///
/// ```swift
/// let child = try ChildProcess.start(ChildCommand(path, ["exchange", "--listen", "127.0.0.1:0"]))
/// for await line in child.lines where line.text.contains("listening") { break }
/// child.terminate()
/// let exit = await child.exit()
/// ```
public final class ChildProcess: Sendable {
  /// Lines of both streams in the order in which they were read; one reader. Ends with the child's output.
  public let lines: AsyncStream<ChildLine>
  private let process: Process
  private let input: FileHandle?
  private let watch: Watch

  /// The record behind its lock, apart from the child's own reference so that reading threads do not keep it alive.
  private final class Watch: Sendable {
    let record: Mutex<ChildRecord>
    init(_ record: ChildRecord) { self.record = Mutex(record) }

    func change(_ body: (inout ChildRecord) -> Void) {
      let (exit, waiters) = record.withLock { record in
        body(&record)
        return (record.exit, record.takeWaiters())
      }
      if let exit { waiters.forEach { $0.resume(returning: exit) } }
    }

    func read(_ handle: FileHandle, into stream: ChildLine.Stream) {
      Thread.detachNewThread { [self] in
        var pipe = ChildPipe(handle)
        while let chunk = pipe.next() { change { $0.append(chunk, to: stream) } }
        change { $0.close(stream) }
      }
    }
  }

  /// Starts a child.
  ///
  /// - Throws: `job.not_started` when the program or the working folder is not there or may not be used.
  public static func start(_ command: ChildCommand) throws(Diagnostic) -> ChildProcess { try ChildProcess(command) }

  private init(_ command: ChildCommand) throws(Diagnostic) {
    guard FileManager.default.isExecutableFile(atPath: command.executable) else {
      throw Diagnostic(
        code: "job.not_started", exitCode: .unavailable, message: "\(command.executable) is not there or may not be executed",
        hint: "install the program, or give its whole path")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command.executable)
    process.arguments = command.arguments
    let inherited = command.inheritsEnvironment ? ProcessInfo.processInfo.environment : [:]
    process.environment = inherited.merging(command.environment) { $1 }
    if let folder = command.workingFolder { process.currentDirectoryURL = URL(fileURLWithPath: folder, isDirectory: true) }
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    let entry = command.takesInput ? Pipe() : nil
    if let entry {
      // A child that ended would end this process too, by the signal of a broken pipe; the write's error says it instead.
      _ = Foundation.signal(SIGPIPE, SIG_IGN)
      process.standardInput = entry
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    input = entry?.fileHandleForWriting
    let (lines, continuation) = AsyncStream.makeStream(of: ChildLine.self, bufferingPolicy: .bufferingNewest(command.maximumPendingLines))
    let watch = Watch(ChildRecord(command: command, lines: continuation))
    self.lines = lines
    self.process = process
    self.watch = watch
    process.terminationHandler = { ended in
      let status: ChildExit.Status =
        ended.terminationReason == .uncaughtSignal ? .signalled(ended.terminationStatus) : .exited(code: ended.terminationStatus)
      watch.change { $0.reaped(status) }
    }
    do {
      try process.run()
    } catch {
      throw Diagnostic(
        code: "job.not_started", exitCode: .unavailable,
        message: "\(command.executable) could not be started in \(command.workingFolder ?? "the working folder"): \(error.localizedDescription)",
        hint: "check that the working folder exists and may be entered")
    }
    watch.read(output.fileHandleForReading, into: .standardOutput)
    watch.read(errors.fileHandleForReading, into: .standardError)
    if let limit = command.timeLimit { endAfter(limit) }
  }

  deinit { signal(SIGKILL) }

  /// The child's number.
  public var processIdentifier: Int32 { process.processIdentifier }

  /// Has it not been reaped yet?
  public var isRunning: Bool { watch.record.withLock { !$0.isReaped } }

  /// Sends any signal, SIGKILL too. Nothing happens once the child has been reaped: its number may be another's.
  public func signal(_ number: Int32) {
    let child = process.processIdentifier
    // A child that never started has the number 0, and to kill 0 is to kill this process and its group.
    guard child > 0 else { return }
    watch.record.withLock { if !$0.isReaped { _ = Foundation.kill(child, number) } }
  }

  /// Writes a line to the child's standard input; blocks while the pipe is full.
  ///
  /// - Throws: `job.no_input` when the child takes none, or has closed it or ended.
  public func send(_ line: String) throws(Diagnostic) {
    do {
      guard let input else { throw CocoaError(.fileWriteUnknown) }
      try input.write(contentsOf: Data((line + "\n").utf8))
    } catch {
      throw Diagnostic(
        code: "job.no_input", exitCode: .unavailable, message: "the child \(process.processIdentifier) reads no more input",
        hint: "see its standard error for the reason")
    }
  }

  /// Closes the child's standard input: the polite way to end one that reads commands.
  public func closeInput() { try? input?.close() }

  /// Asks it to end: SIGTERM.
  public func terminate() { signal(SIGTERM) }

  /// Ends it at once: SIGKILL.
  public func kill() { signal(SIGKILL) }

  /// Waits for the end of the child and of its output; any number of callers, before or after it.
  public func exit() async -> ChildExit {
    await withCheckedContinuation { waiter in
      if let exit = watch.record.withLock({ $0.wait(waiter) }) { waiter.resume(returning: exit) }
    }
  }

  /// Runs a child to its end.
  public static func run(_ command: ChildCommand) async throws(Diagnostic) -> ChildExit {
    let child = try start(command)
    return await child.exit()
  }

  private func endAfter(_ limit: Duration) {
    let seconds = Double(limit.components.seconds) + Double(limit.components.attoseconds) * 1e-18
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [weak self] in
      guard let self, isRunning else { return }
      watch.change { $0.timedOut = true }
      kill()
    }
  }
}
