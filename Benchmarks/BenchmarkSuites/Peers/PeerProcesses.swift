internal import Domain
internal import Foundation
internal import Jobs

/// The peers as long-lived child processes, one a command: a request a line in, an answer a line out, so that pairs interleave in one run.
public actor PeerProcesses: BenchmarkPeers {
  private let environment: PeerEnvironment
  private let timeLimit: Duration
  private var children: [PeerCommand: ChildProcess] = [:]
  private var failures: [PeerCommand: String] = [:]

  /// One line of the script's.
  private struct Reply: Decodable {
    var seconds: Double?
    var answer: [Double]?
    var error: String?
  }

  /// Nothing runs until the first request.
  ///
  /// - Parameters:
  ///   - environment: programs, scripts and interpreters.
  ///   - timeLimit: of a child's whole life; after it the child is killed and its rows say so.
  public init(_ environment: PeerEnvironment, timeLimit: Duration = .seconds(3600)) {
    self.environment = environment
    self.timeLimit = timeLimit
  }

  /// Asks the peer's child; one request at a time.
  public func measure(_ request: PeerRequest) async -> PeerAnswer {
    let command = environment.command(suite: request.suite, peer: request.peer)
    if let why = failures[command] { return .missing(why) }
    do {
      let child = try child(command)
      let encoder = JSONEncoder()
      // The peers in C read plain text.
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      try child.send(String(decoding: try encoder.encode(request), as: UTF8.self))
      for await line in child.lines where line.stream == .standardOutput {
        // A library of the peer's may talk on standard output, too.
        guard line.text.hasPrefix("{") else { continue }
        guard let reply = try? JSONDecoder().decode(Reply.self, from: Data(line.text.utf8)) else {
          return .missing("the peer's answer is not understood: \(line.text.prefix(80))")
        }
        if let seconds = reply.seconds, seconds > 0, let answer = reply.answer { return .measured(seconds: seconds, answer: answer) }
        return .missing(reply.error ?? "the peer's answer has no seconds")
      }
      let exit = await child.exit()
      let last = exit.talk.split(separator: "\n").last.map { ": \($0)" } ?? ""
      return fail(command, exit.timedOut ? "the peers took longer than \(timeLimit)" : "the peers' process ended\(last)")
    } catch let diagnostic as Diagnostic {
      return fail(command, diagnostic.message)
    } catch {
      return fail(command, "\(error)")
    }
  }

  private func child(_ command: PeerCommand) throws(Diagnostic) -> ChildProcess {
    if let running = children[command] { return running }
    let started = try ChildProcess.start(
      ChildCommand(command.executable, command.arguments, timeLimit: timeLimit, maximumOutputBytes: 1 << 20, takesInput: true))
    children[command] = started
    return started
  }

  private func fail(_ command: PeerCommand, _ reason: String) -> PeerAnswer {
    failures[command] = reason
    children[command] = nil
    return .missing(reason)
  }
}
