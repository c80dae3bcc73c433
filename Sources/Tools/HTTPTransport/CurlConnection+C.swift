import CCurl
import Synchronization

/// A libcurl handle with its kept-alive connection. Used from one thread at a time: the client's queue sees to that.
@safe final class CurlConnection: Sendable {
  // SAFETY: made in init, freed in deinit, and in between used only inside `perform`, which the client's serial queue runs.
  private nonisolated(unsafe) let handle: UnsafeMutableRawPointer?
  private let proxy: String?

  /// libcurl wants its global state made once, before any handle.
  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  init(proxy: String?) {
    unsafe handle = Self.isReady ? curl_easy_init() : nil
    self.proxy = proxy
  }

  deinit {
    // SAFETY: no reference is left, so no transfer runs.
    if let handle = unsafe handle { unsafe curl_easy_cleanup(handle) }
  }

  func perform(_ request: HTTPRequest, _ cancelled: CancelFlag) -> Result<HTTPResponse, HTTPError> {
    guard let handle = unsafe handle else { return .failure(.other(code: 2, reason: "libcurl could not be initialised")) }
    for header in request.headers where (header.name + header.value).utf8.contains(where: { $0 == 10 || $0 == 13 || $0 == 0 }) {
      return .failure(.malformed("a line break in the header \(header.name)"))
    }
    if request.url.utf8.contains(where: { $0 <= 32 }) { return .failure(.malformed("white space in the URL")) }
    // SAFETY: resets options, keeps the connection.
    unsafe curl_easy_reset(handle)
    let transfer = CurlTransfer(limit: request.maximumResponseBytes, cancelled: cancelled)
    var lines = request.headers.map { "\($0.name): \($0.value)" }
    // libcurl would wait a second for `100 Continue` before larger bodies, and name a content type of its own.
    lines.append("Expect:")
    if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) { lines.append("Content-Type:") }
    // SAFETY: libcurl copies each line; the list is freed below, after the transfer.
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines { unsafe list = curl_slist_append(list, line) }
    defer { unsafe curl_slist_free_all(list) }
    unsafe friday_curl_set_list(handle, CURLOPT_HTTPHEADER, list)
    setOptions(request)
    let code = withExtendedLifetime(transfer) {
      // SAFETY: the transfer outlives curl_easy_perform, during which alone the callbacks run, on this thread.
      let context = unsafe Unmanaged.passUnretained(transfer).toOpaque()
      unsafe friday_curl_set_pointer(handle, CURLOPT_WRITEDATA, context)
      unsafe friday_curl_set_pointer(handle, CURLOPT_HEADERDATA, context)
      unsafe friday_curl_set_pointer(handle, CURLOPT_XFERINFODATA, context)
      return unsafe request.body.withUnsafeBytes { body in
        if request.method != .get, request.method != .head {
          // SAFETY: libcurl reads the body only during the transfer, within this closure; an empty one is a text of no bytes.
          unsafe friday_curl_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
          if let base = body.baseAddress {
            unsafe friday_curl_set_pointer(handle, CURLOPT_POSTFIELDS, base)
          } else {
            unsafe friday_curl_set_text(handle, CURLOPT_COPYPOSTFIELDS, "")
          }
          unsafe friday_curl_set_text(handle, CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        }
        return unsafe curl_easy_perform(handle)
      }
    }
    guard code == CURLE_OK else { return .failure(error(code, transfer)) }
    var status = 0
    // SAFETY: status outlives the call.
    unsafe friday_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
    return .success(HTTPResponse(status: status, headers: transfer.headers, body: transfer.body))
  }

  private func setOptions(_ request: HTTPRequest) {
    guard let handle = unsafe handle else { return }
    let (seconds, attoseconds) = request.timeout.components
    // SAFETY: texts are copied by libcurl, numbers passed by value, callbacks do not capture.
    unsafe friday_curl_set_text(handle, CURLOPT_URL, request.url)
    unsafe friday_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    unsafe friday_curl_set_text(handle, CURLOPT_PROXY, proxy ?? "")
    unsafe friday_curl_set_text(handle, CURLOPT_USERAGENT, "friday")
    unsafe friday_curl_set_long(handle, CURLOPT_NOSIGNAL, 1)
    unsafe friday_curl_set_long(handle, CURLOPT_TCP_NODELAY, 1)
    unsafe friday_curl_set_long(handle, CURLOPT_TIMEOUT_MS, max(1, Int(min(seconds, 1_000_000)) * 1000 + Int(attoseconds / 1_000_000_000_000_000)))
    unsafe friday_curl_set_long(handle, request.method == .head ? CURLOPT_NOBODY : CURLOPT_HTTPGET, 1)
    if let credentials = request.credentials {
      // SAFETY: as above.
      unsafe friday_curl_set_long(handle, CURLOPT_HTTPAUTH, 1)  // CURLAUTH_BASIC, a macro that Swift does not see
      unsafe friday_curl_set_text(handle, CURLOPT_USERNAME, credentials.user)
      unsafe friday_curl_set_text(handle, CURLOPT_PASSWORD, credentials.password)
    }
    unsafe friday_curl_set_data(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      // SAFETY: libcurl hands over size · count bytes and the context set for this transfer, which is alive.
      guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
      let transfer = unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
      let piece = unsafe [UInt8](UnsafeRawBufferPointer(start: bytes, count: size * count))
      return transfer.take(piece) ? size * count : 0
    }
    unsafe friday_curl_set_data(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      // SAFETY: as above.
      guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
      let transfer = unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
      let line = unsafe [UInt8](UnsafeRawBufferPointer(start: bytes, count: size * count))
      return transfer.take(header: line) ? size * count : 0
    }
    unsafe friday_curl_set_long(handle, CURLOPT_NOPROGRESS, 0)
    unsafe friday_curl_set_progress(handle, CURLOPT_XFERINFOFUNCTION) { context, _, _, _, _ in
      // SAFETY: as above.
      guard let context = unsafe context else { return 1 }
      return unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue().cancelled.isRaised ? 1 : 0
    }
  }

  private func error(_ code: CURLcode, _ transfer: CurlTransfer) -> HTTPError {
    // SAFETY: libcurl's texts are constants.
    let words = unsafe String(cString: curl_easy_strerror(code))
    if transfer.isTooLarge { return .tooLarge(limit: transfer.limit) }
    switch code {
    case CURLE_COULDNT_CONNECT: return .refused(words)
    case CURLE_OPERATION_TIMEDOUT: return .timeout
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: return .dns(words)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_ISSUER_ERROR, CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_USE_SSL_FAILED:
      return .tls(words)
    case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE: return .interrupted(words)
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: return .malformed(words)
    case CURLE_ABORTED_BY_CALLBACK: return .cancelled
    default: return .other(code: Int(code.rawValue), reason: words)
    }
  }
}
