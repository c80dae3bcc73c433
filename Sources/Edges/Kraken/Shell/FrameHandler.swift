import NIOCore
import NIOWebSocket
import Ports

/// Last in the pipeline: puts fragments together, answers the WebSocket's own frames, hands text to the core.
final class FrameHandler<Sink: MarketSink & AccountSink & SendableMetatype>: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  /// Bytes of one message, all fragments together.
  static var maximumMessage: Int { 16 << 20 }

  private let core: ClientCore<Sink>
  private let role: ClientCore<Sink>.Role
  private let stamp: ReadStamp
  private var fragments: ByteBuffer?

  init(core: ClientCore<Sink>, role: ClientCore<Sink>.Role, stamp: ReadStamp) {
    self.core = core
    self.role = role
    self.stamp = stamp
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    switch frame.opcode {
    case .text, .binary:
      guard fragments == nil else { return fail(context, "a new message inside a fragmented one") }
      if frame.fin { deliver(frame.unmaskedData) } else { fragments = frame.unmaskedData }
    case .continuation:
      guard var message = fragments else { return fail(context, "a continuation of nothing") }
      fragments = nil
      var part = frame.unmaskedData
      guard message.readableBytes + part.readableBytes <= Self.maximumMessage else {
        return fail(context, "a message of more than \(Self.maximumMessage) bytes")
      }
      message.writeBuffer(&part)
      if frame.fin { deliver(message) } else { fragments = message }
    case .ping:
      let pong = WebSocketFrame(fin: true, opcode: .pong, maskKey: .random(), data: frame.unmaskedData)
      context.writeAndFlush(wrapOutboundOut(pong), promise: nil)
      core.heard(role, at: stamp.returned)
    case .pong: core.heard(role, at: stamp.returned)
    case .connectionClose:
      var payload = frame.unmaskedData
      let code = payload.readInteger(as: UInt16.self)
      core.serverCloses(role, code: code.map(Int.init), reason: String(buffer: payload))
      var answer = context.channel.allocator.buffer(capacity: 2)
      answer.writeInteger(code ?? 1000)
      let close = WebSocketFrame(fin: true, opcode: .connectionClose, maskKey: .random(), data: answer)
      // The peer may be gone already; in either case the connection ends here.
      let channel = context.channel
      context.writeAndFlush(wrapOutboundOut(close)).assumeIsolated().whenComplete { _ in channel.close(promise: nil) }
    default: break
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    core.failed(role, "\(error)")
    context.close(promise: nil)
  }

  private func deliver(_ message: ByteBuffer) {
    core.received(role, message.readableBytesUInt8Span, readReturned: stamp.returned)
  }

  private func fail(_ context: ChannelHandlerContext, _ why: String) {
    core.failed(role, why)
    context.close(promise: nil)
  }
}
