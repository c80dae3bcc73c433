import BenchmarkSuites
import Synchronization

/// Peers that answer by a list.
final class ScriptedPeers: BenchmarkPeers {
  private let answers: Mutex<[PeerAnswer]>

  init(_ answers: [PeerAnswer]) { self.answers = Mutex(answers) }

  func measure(_ request: PeerRequest) async -> PeerAnswer {
    answers.withLock { $0.isEmpty ? .missing("asked too often") : $0.removeFirst() }
  }
}
