import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

/// The smallest WebSocket server that plays an exchange: a script answers each text frame of each connection.
final class ScriptedExchange: Sendable {
  /// What the script wants done on a connection.
  enum Step: Sendable {
    case text(String)
    /// A text in this many fragments, with a ping in between.
    case fragmented(String)
    case close(UInt16)
    /// The socket just ends.
    case drop
  }

  /// Connection number (from 0), text received (empty when it has just been opened) → steps.
  typealias Script = @Sendable (Int, String) -> [Step]

  let channel: any Channel
  var port: Int { channel.localAddress?.port ?? 0 }

  /// Says which connection a handler serves; one event loop, so no lock.
  private final class Counter {
    var next = 0
  }

  init(group: any EventLoopGroup, script: @escaping Script) async throws {
    let loop = group.next()
    let counter = try await loop.submit { NIOLoopBound(Counter(), eventLoop: loop) }.get()
    channel = try await ServerBootstrap(group: loop)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        let upgrader = NIOWebSocketServerUpgrader(
          shouldUpgrade: { channel, head in channel.eventLoop.makeSucceededFuture(head.uri == "/v2" ? HTTPHeaders() : nil) },
          upgradePipelineHandler: { channel, _ in
            channel.eventLoop.makeCompletedFuture {
              let number = counter.value.next
              counter.value.next += 1
              try channel.pipeline.syncOperations.addHandler(Handler(number: number, script: script))
            }
          })
        return channel.pipeline.configureHTTPServerPipeline(
          withServerUpgrade: (upgraders: [upgrader], completionHandler: { _ in }))
      }
      .bind(host: "127.0.0.1", port: 0).get()
  }

  func stop() async throws { try await channel.close() }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    let number: Int
    let script: Script

    init(number: Int, script: @escaping Script) {
      self.number = number
      self.script = script
    }

    func handlerAdded(context: ChannelHandlerContext) { play(script(number, ""), context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let frame = unwrapInboundIn(data)
      switch frame.opcode {
      case .text: play(script(number, String(buffer: frame.unmaskedData)), context)
      case .connectionClose:
        play(script(number, "close"), context)
        let channel = context.channel
        let close = WebSocketFrame(fin: true, opcode: .connectionClose, data: frame.unmaskedData)
        context.writeAndFlush(wrapOutboundOut(close)).assumeIsolated().whenComplete { _ in channel.close(promise: nil) }
      default: break
      }
    }

    private func play(_ steps: [Step], _ context: ChannelHandlerContext) {
      func write(_ fin: Bool, _ opcode: WebSocketOpcode, _ text: Substring) {
        context.write(wrapOutboundOut(WebSocketFrame(fin: fin, opcode: opcode, data: ByteBuffer(substring: text))), promise: nil)
      }
      for step in steps {
        switch step {
        case .text(let text): write(true, .text, text[...])
        case .fragmented(let text):
          let third = text.index(text.startIndex, offsetBy: text.count / 3)
          let half = text.index(text.startIndex, offsetBy: text.count / 2)
          write(false, .text, text[..<third])
          write(true, .ping, "alive?")
          write(false, .continuation, text[third..<half])
          write(true, .continuation, text[half...])
        case .close(let code):
          var payload = ByteBuffer()
          payload.writeInteger(code)
          context.write(wrapOutboundOut(WebSocketFrame(fin: true, opcode: .connectionClose, data: payload)), promise: nil)
        case .drop:
          context.flush()
          context.close(promise: nil)
        }
      }
      context.flush()
    }
  }
}
