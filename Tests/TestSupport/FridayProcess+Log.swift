import Foundation
import Synchronization

extension FridayProcess {
  /// The log behind its lock: all that the reading threads know of the child.
  final class Watch: Sendable {
    let log = Mutex(Log())

    func read(_ handle: FileHandle, into stream: Stream) {
      Thread.detachNewThread { [self] in
        while let chunk = FridayProcess.nextChunk(handle) { change { $0.append(chunk, to: stream) } }
        change { $0.close(stream) }
      }
    }

    /// Changes the log, then wakes outside the lock who got what they waited for.
    func change(_ body: (inout Log) -> [Log.Ready]) {
      for (continuation, outcome) in log.withLock({ body(&$0) }) { continuation.resume(with: outcome) }
    }
  }

  /// What the child has said so far, and who waits for what.
  struct Log {
    typealias Ready = (CheckedContinuation<String, any Error>, Swift.Result<String, any Error>)

    enum Wish {
      case line(Stream, String)
      case exit
    }

    var output: [Stream: Data] = [.standardOutput: Data(), .standardError: Data()]
    var open: Set<Stream> = [.standardOutput, .standardError]
    var exitCode: Int32?
    var waiting: [Int: (wish: Wish, continuation: CheckedContinuation<String, any Error>)] = [:]
    var nextTicket = 0

    /// Ended, and both pipes read to their end.
    var finished: Bool { exitCode != nil && open.isEmpty }

    mutating func append(_ chunk: Data, to stream: Stream) -> [Ready] {
      output[stream]?.append(chunk)
      return settle()
    }

    mutating func close(_ stream: Stream) -> [Ready] {
      open.remove(stream)
      return settle()
    }

    mutating func end(_ code: Int32) -> [Ready] {
      exitCode = code
      return settle()
    }

    /// The first complete line that holds a text; the last one too, ended or not, once the stream is closed.
    func line(of stream: Stream, containing text: String) -> String? {
      var lines = (output[stream] ?? Data()).split(separator: 10, omittingEmptySubsequences: false)
      if open.contains(stream) { lines.removeLast() }
      return lines.lazy.map { String(decoding: $0, as: UTF8.self) }.first { $0.contains(text) }
    }

    func answer(_ wish: Wish) -> Swift.Result<String, any Error>? {
      switch wish {
      case .line(let stream, let text):
        if let found = line(of: stream, containing: text) { return .success(found) }
        return open.contains(stream) ? nil : .failure(Failure.ended("\(text); it said: \(tail)"))
      case .exit: return finished ? .success("") : nil
      }
    }

    var tail: String { String(decoding: (output[.standardError] ?? Data()).suffix(2000), as: UTF8.self) }

    mutating func settle() -> [Ready] {
      var ready: [Ready] = []
      for (ticket, waiter) in waiting {
        if let outcome = answer(waiter.wish) {
          ready.append((waiter.continuation, outcome))
          waiting[ticket] = nil
        }
      }
      return ready
    }
  }

  /// Waits until a line with this text has been said, and returns it.
  ///
  /// - Throws: ``Failure/deadline(_:)``, or ``Failure/ended(_:)`` when the stream ended without it.
  public func line(of stream: Stream, containing text: String, within limit: Duration = .seconds(60)) async throws -> String {
    try await wait(for: .line(stream, text), within: limit)
  }

  /// Waits for the end of the child and of both its streams.
  ///
  /// - Throws: ``Failure/deadline(_:)``; the child is then killed, unless it is to live on.
  public func exit(within limit: Duration = .seconds(60), killing: Bool = true) async throws -> Result {
    do {
      _ = try await wait(for: .exit, within: limit)
    } catch {
      if killing { send(SIGKILL) }
      throw error
    }
    return watch.log.withLock {
      Result(standardOutput: $0.output[.standardOutput] ?? Data(), standardError: $0.output[.standardError] ?? Data(), exitCode: $0.exitCode ?? -1)
    }
  }

  private func wait(for wish: Log.Wish, within limit: Duration) async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
      let ticket = watch.log.withLock { log -> Int in
        log.nextTicket += 1
        log.waiting[log.nextTicket] = (wish, continuation)
        return log.nextTicket
      }
      watch.change { $0.settle() }
      let seconds = Double(limit.components.seconds) + Double(limit.components.attoseconds) * 1e-18
      DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [watch] in
        watch.change { log in
          guard let late = log.waiting.removeValue(forKey: ticket) else { return [] }
          return [(late.continuation, .failure(Failure.deadline("\(wish); it said: \(log.tail)")))]
        }
      }
    }
  }
}
