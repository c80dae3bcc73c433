import NIOCore

/// First in the pipeline: notes when a read of the socket returned, on the monotonic clock.
///
/// Frames are decoded and handled within the same call, so the stamp that a frame finds here is that of the read which delivered
/// its last byte.
final class ReadStamp: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private(set) var returned: UInt64 = 0

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    returned = NIODeadline.now().uptimeNanoseconds
    context.fireChannelRead(data)
  }
}
