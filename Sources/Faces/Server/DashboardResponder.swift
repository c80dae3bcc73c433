import Engine
import HTTPTypes
import Hummingbird
import Telemetry

/// Answers every request there is: page, assets, events, API, metrics and health. It reads and never changes a thing.
struct DashboardResponder: HTTPResponder {
  typealias Context = DashboardContext

  var assets: DashboardAssets
  var feed: SnapshotFeed
  var stream: EventStream
  var exposition: @Sendable () -> [MetricFamily]
  var ready: @Sendable () -> Bool

  func respond(to request: Request, context: Context) async throws -> Response {
    guard request.method == .get || request.method == .head else {
      var response = error(.methodNotAllowed, "method_not_allowed", "\(request.method.rawValue) is not served here", hint: "use GET or HEAD")
      response.headers[.allow] = "GET, HEAD"
      return secured(response)
    }
    let response = secured(answer(request.uri.path, isHead: request.method == .head, context))
    return request.method == .head ? response.createHeadResponse() : response
  }

  private static let paths = ["/", "/events", "/api/v1/status", "/api/v1/features/{symbol}", "/metrics", "/healthz", "/readyz"]
  private static let featuresPrefix = "/api/v1/features/"

  private func answer(_ path: String, isHead: Bool, _ context: Context) -> Response {
    if let asset = assets[path] { return content(asset.bytes, asset.contentType, cache: "no-cache") }
    switch path {
    case "/events": return events(isHead: isHead, context)
    case "/api/v1/status": return json(.ok, feed.document())
    case "/metrics":
      return content(TextExposition.render(EngineMetrics.families(feed.snapshot) + exposition()), TextExposition.contentType)
    case "/healthz": return content(Array("ok\n".utf8), "text/plain; charset=utf-8")
    case "/readyz":
      let readiness = Readiness(feed.snapshot, rest: ready())
      return json(readiness.isReady ? .ok : .serviceUnavailable, readiness.document)
    default:
      if path.hasPrefix(Self.featuresPrefix) { return features(path.dropFirst(Self.featuresPrefix.count)) }
      let meant = NearestWord.of(path, among: Self.paths).map { "did you mean \($0)?" }
      return error(.notFound, "not_found", "there is nothing at \(path)", hint: meant ?? "served are \(Self.paths.joined(separator: ", "))")
    }
  }

  private func events(isHead: Bool, _ context: Context) -> Response {
    var headers: HTTPFields = [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"]
    // A reverse proxy that buffers would hold events back.
    headers[HTTPField.Name("X-Accel-Buffering")!] = "no"
    if isHead { return Response(status: .ok, headers: headers) }
    guard stream.slots.take() else {
      var response = error(
        .serviceUnavailable, "too_many_clients", "\(stream.slots.capacity) clients are watching already",
        hint: "close a dashboard, or read /api/v1/status")
      response.headers[.retryAfter] = "5"
      return response
    }
    return Response(status: .ok, headers: headers, body: stream.body(on: context.channel))
  }

  private func features(_ encoded: Substring) -> Response {
    guard let symbol = PercentEncoding.decode(encoded) else {
      return error(.badRequest, "bad_escape", "\"\(encoded)\" is no percent-encoded text", hint: "write BTC/USD as BTC%2FUSD")
    }
    let markets = feed.snapshot.markets
    if let market = markets.first(where: { $0.symbol == symbol }) { return json(.ok, SnapshotJSON.features(market)) }
    let symbols = markets.map(\.symbol)
    let meant = NearestWord.of(symbol, among: symbols)
    let hint = meant.map { "did you mean \($0)?" } ?? (symbols.isEmpty ? "no market is known yet" : "known are \(symbols.joined(separator: ", "))")
    return error(.notFound, "unknown_symbol", "no market has the symbol \"\(symbol)\"", hint: hint, meant: meant)
  }

  private func json(_ status: HTTPResponse.Status, _ bytes: [UInt8]) -> Response {
    content(bytes, "application/json", status: status)
  }

  private func error(
    _ status: HTTPResponse.Status, _ code: String, _ message: String, hint: String, meant: String? = nil
  ) -> Response {
    var writer = JSONObjectWriter()
    writer.open()
    writer.open("error")
    writer.field("code", code)
    writer.field("message", message)
    writer.field("hint", hint)
    writer.field("did_you_mean", meant)
    writer.close()
    writer.close()
    return json(status, writer.bytes)
  }

  private func content(
    _ bytes: [UInt8], _ type: String, status: HTTPResponse.Status = .ok, cache: String = "no-store"
  ) -> Response {
    Response(
      status: status, headers: [.contentType: type, .cacheControl: cache], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// Nothing from elsewhere is loaded, nothing is framed, no type is guessed.
  private func secured(_ response: Response) -> Response {
    var response = response
    response.headers[.contentSecurityPolicy] =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
      + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    response.headers[.xContentTypeOptions] = "nosniff"
    response.headers[HTTPField.Name("Referrer-Policy")!] = "no-referrer"
    return response
  }
}
