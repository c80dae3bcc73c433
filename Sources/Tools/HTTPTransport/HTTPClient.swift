import Dispatch
import Synchronization

/// One connection to HTTP servers, kept alive between requests, one request after the other.
///
/// Runs libcurl on a thread of its own, so that no task of the cooperative pool waits for a socket. Redirects are not followed,
/// the environment's proxies not asked, certificates always verified.
///
/// ```swift
/// let client = HTTPClient()
/// let answer = try await client.send(HTTPRequest(.get, "http://127.0.0.1:8086/ping"))
/// ```
public final class HTTPClient: Sendable {
  private let queue = DispatchQueue(label: "friday.http")
  private let connection: CurlConnection

  /// - Parameter proxy: as libcurl takes it, `http://host:port`; `nil` for none.
  public init(proxy: String? = nil) { connection = CurlConnection(proxy: proxy) }

  /// Sends a request and waits for the whole answer. Any status is an answer, not an error.
  ///
  /// Requests sent at the same time wait for one another. Cancelling the task ends the transfer within about a second.
  public func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    let cancelled = CancelFlag()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.async { continuation.resume(returning: self.connection.perform(request, cancelled)) }
      }
    } onCancel: {
      cancelled.raise()
    }
    return try result.get()
  }
}
