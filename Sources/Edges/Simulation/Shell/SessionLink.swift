import NIOCore
import NIOWebSocket

/// One client's connection, confined to the event loop: frames gather in it and leave with one write.
final class SessionLink {
  let id: Int
  private let channel: any Channel
  /// At the socket's end of the pipeline: what is written here is bytes already.
  private let outlet: ChannelHandlerContext
  private var pending: ByteBuffer
  /// Nothing was sent since the last beat.
  var isQuiet = true
  /// A close frame was sent.
  private(set) var isClosing = false

  init(id: Int, outlet: ChannelHandlerContext) {
    self.id = id
    self.outlet = outlet
    channel = outlet.channel
    pending = channel.allocator.buffer(capacity: 4096)
  }

  /// Does the socket take more? What has gathered counts from the next ``flush(promise:)`` on.
  var isWritable: Bool { channel.isWritable }

  var pendingBytes: Int { pending.readableBytes }

  /// Gathers one text frame.
  func append(_ frame: ArraySlice<UInt8>) {
    guard !isClosing else { return }
    WebSocketWriting.text(frame, to: &pending)
    isQuiet = false
  }

  func appendPong(_ payload: ArraySlice<UInt8>) {
    guard !isClosing else { return }
    WebSocketWriting.frame(.pong, payload, to: &pending)
  }

  /// Hands what has gathered to the socket.
  func flush(promise: EventLoopPromise<Void>? = nil) {
    guard pending.readableBytes > 0 else {
      promise?.succeed()
      return
    }
    outlet.writeAndFlush(NIOAny(pending), promise: promise)
    pending = channel.allocator.buffer(capacity: 4096)
  }

  /// Sends a close frame behind all that has gathered. The connection ends when the client has answered, or `grace` after
  /// the frame has left: closing the socket at once would lose what the client has not read yet.
  func close(_ code: UInt16, reason: String, grace: TimeAmount) {
    guard !isClosing else { return }
    WebSocketWriting.close(code, reason: reason, to: &pending)
    isClosing = true
    let promise = channel.eventLoop.makePromise(of: Void.self)
    let channel = channel
    promise.futureResult.whenComplete { _ in
      channel.eventLoop.scheduleTask(in: grace) { channel.close(promise: nil) }
    }
    flush(promise: promise)
  }

  /// Ends the connection now.
  func cut() { channel.close(promise: nil) }
}
