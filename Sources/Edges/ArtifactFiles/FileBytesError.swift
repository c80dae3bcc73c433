/// Why a file was not read.
enum FileBytesError: Error, Hashable, CustomStringConvertible {
  case missing
  case notAFile
  case tooLarge(bytes: Int64, limit: Int64)
  /// The system's error number and words.
  case refused(number: Int32, words: String)

  var description: String {
    switch self {
    case .missing: "there is no such file"
    case .notAFile: "this is no regular file"
    case .tooLarge(let bytes, let limit): "\(bytes) bytes, at most \(limit) are read"
    case .refused(let number, let words): "\(words) (error \(number))"
    }
  }
}
