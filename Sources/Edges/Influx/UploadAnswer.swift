/// What came of one write request.
enum UploadAnswer: Hashable, Sendable {
  /// The server's status, its words, and the seconds of `Retry-After` when there were such.
  case status(Int, words: String, retryAfter: Int?)
  /// No answer, and why.
  case failure(String)
}
