import Hummingbird
import NIOCore

/// What the server knows of a request's connection.
struct DashboardContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Closed when a stream does not end by itself at shutdown.
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}
