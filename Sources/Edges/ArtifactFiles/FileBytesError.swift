/// Why a file was not read.
public enum FileBytesError: Error, Hashable, CustomStringConvertible {
  /// Nothing is there.
  case missing
  /// A folder, a pipe, a device.
  case notAFile
  /// More bytes than the bound.
  case tooLarge(bytes: Int64, limit: Int64)
  /// The system's error number and words.
  case refused(number: Int32, words: String)

  /// What is wrong, as a sentence behind the file's name.
  public var description: String {
    switch self {
    case .missing: "there is no such file"
    case .notAFile: "this is no regular file"
    case .tooLarge(let bytes, let limit): "\(bytes) bytes, at most \(limit) are read"
    case .refused(let number, let words): "\(words) (error \(number))"
    }
  }
}
