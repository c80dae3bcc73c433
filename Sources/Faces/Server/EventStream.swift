import Domain
import Hummingbird
import NIOCore
import ServiceLifecycle

/// One client's server-sent events: the whole snapshot at once, then every change at the stream's pace.
///
/// A write waits while the client's socket is full and the next one sends the latest edition: a slow client conflates. The stream
/// ends when the client leaves or the program shuts down; a client that does not read cannot hold the shutdown up for longer than a grace.
struct EventStream: Sendable {
  var feed: SnapshotFeed
  var slots: ClientSlots
  /// Time between two looks at the board.
  var pace: Duration
  /// Looks without a change after which a comment keeps the connection alive.
  var quietLooks: Int
  /// How long a write may still take once the program shuts down.
  var grace: TimeAmount = .milliseconds(500)

  /// The response body; gives the slot back when it ends, so the slot must be taken.
  func body(on channel: any Channel) -> ResponseBody {
    ResponseBody { writer in
      defer { slots.giveBack() }
      try await withGracefulShutdownHandler {
        try await run(&writer)
      } onGracefulShutdown: {
        channel.eventLoop.scheduleTask(in: grace) { channel.close(promise: nil) }
      }
      try await writer.finish(nil)
    }
  }

  private func run(_ writer: inout any ResponseBodyWriter) async throws {
    try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
    var sent: UInt64 = 0
    var quiet = 0
    while !Task.isShuttingDownGracefully {
      let edition = feed.edition()
      if edition.version != sent {
        sent = edition.version
        quiet = 0
        try await writer.write(Self.event(edition))
      } else {
        quiet += 1
        if quiet >= quietLooks {
          quiet = 0
          try await writer.write(ByteBuffer(string: ": still here\n\n"))
        }
      }
      try await Task.sleep(for: pace)
    }
  }

  /// The event's text; a JSON document holds no line feed, so one `data:` line carries it.
  private static func event(_ edition: SnapshotFeed.Edition) -> ByteBuffer {
    var buffer = ByteBuffer()
    buffer.writeString("event: snapshot\nid: \(edition.version)\ndata: ")
    buffer.writeBytes(edition.document)
    buffer.writeString("\n\n")
    return buffer
  }
}
