import Domain

/// Operators of books.
struct BookBanks: OperatorBanks {
  typealias Observation = BookTop

  static let entries: [BankEntry<BookBanks>] = [
  ]

  mutating func update(_ observation: BookTop) {
  }

  mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
  }

  mutating func writeTimed(at now: Int64, into values: inout MutableSpan<Double>) {
  }
}
