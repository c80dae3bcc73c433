import NIOCore
import NIOHTTP1

/// Asks for the upgrade to WebSocket when the connection stands, and ends the connection when the server declines.
final class UpgradeRequestHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private let endpoint: Endpoint
  private let declined: (String) -> Void

  init(endpoint: Endpoint, declined: @escaping (String) -> Void) {
    self.endpoint = endpoint
    self.declined = declined
  }

  func channelActive(context: ChannelHandlerContext) {
    let host = endpoint.host.contains(":") ? "[\(endpoint.host)]" : endpoint.host
    var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: endpoint.path)
    head.headers.add(name: "Host", value: "\(host):\(endpoint.port)")
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    // Only answers that are no upgrade come this far.
    guard case .head(let head) = unwrapInboundIn(data) else { return }
    declined("the server answered \(head.status.code) \(head.status.reasonPhrase)")
    context.close(promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    declined("\(error)")
    context.close(promise: nil)
  }
}
