import NIOCore
import NIOHTTP1

/// Answers what is no WebSocket upgrade: 426 at the socket's path, 404 at any other.
final class HTTPRefusalHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private var status = HTTPResponseStatus.notFound

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch Self.unwrapInboundIn(data) {
    case .head(let head): status = Self.isSocketPath(head.uri) ? .upgradeRequired : .notFound
    case .body: break
    case .end:
      let text = status == .notFound ? "not found: the exchange speaks WebSocket at /v2\n" : "upgrade to WebSocket required\n"
      var headers = HTTPHeaders()
      headers.add(name: "content-length", value: String(text.utf8.count))
      headers.add(name: "connection", value: "close")
      if status == .upgradeRequired { headers.add(name: "upgrade", value: "websocket") }
      context.write(Self.wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))), promise: nil)
      context.write(Self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
      let channel = context.channel
      context.writeAndFlush(Self.wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  static func isSocketPath(_ uri: String) -> Bool { uri.prefix { $0 != "?" } == "/v2" }
}
