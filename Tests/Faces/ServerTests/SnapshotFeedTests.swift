import Domain
import Engine
import Testing

@testable import Server

@Suite("The feed of snapshots")
struct SnapshotFeedTests {
  private func feed(_ board: SnapshotBoard) -> SnapshotFeed {
    SnapshotFeed(board: board, interval: .milliseconds(100)) { ExampleSnapshot.start }
  }

  @Test("starts with version 1, so that a new client always gets one")
  func first() {
    #expect(feed(SnapshotBoard(ExampleSnapshot.empty)).edition().version == 1)
  }

  @Test("raises the version only when the text has changed, and looks no oftener than its interval")
  func versions() {
    let board = SnapshotBoard(ExampleSnapshot.working())
    let feed = feed(board)
    let start = ContinuousClock.now
    #expect(feed.edition(at: start).version == 1)
    board.post(ExampleSnapshot.working(step: 1))
    #expect(feed.edition(at: start + .milliseconds(99)).version == 1)
    let second = feed.edition(at: start + .milliseconds(100))
    #expect(second.version == 2)
    #expect(second.document == SnapshotJSON.document(ExampleSnapshot.working(step: 1), at: ExampleSnapshot.start))
    board.post(ExampleSnapshot.working(step: 1))
    #expect(feed.edition(at: start + .seconds(5)).version == 2)
  }
}
