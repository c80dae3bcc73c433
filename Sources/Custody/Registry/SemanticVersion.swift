/// A version of the form `major.minor.patch`, with an optional pre-release and build part.
///
/// Order: by the numbers, then a pre-release before its release; pre-releases part by part, numbers by value and before words. Where the standard calls
/// versions equal, since they differ in build parts only, the build parts decide, so that the order is total.
///
/// Source: Semantic Versioning 2.0.0.
public struct SemanticVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let major: Int
  public let minor: Int
  public let patch: Int
  /// Parts after `-`, empty for a release.
  public let prerelease: [String]
  /// Parts after `+`.
  public let build: [String]

  /// A version from its text; `nil` when it does not follow the grammar (leading zeros and empty parts included).
  public init?(_ text: some StringProtocol) {
    let halves = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
    let core = halves[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let numbers = core[0].split(separator: ".", omittingEmptySubsequences: false)
    guard numbers.count == 3, let major = Self.number(numbers[0]), let minor = Self.number(numbers[1]), let patch = Self.number(numbers[2])
    else { return nil }
    var prerelease: [String] = []
    var build: [String] = []
    if core.count == 2 {
      guard let parts = Self.parts(core[1]) else { return nil }
      for part in parts where part.utf8.allSatisfy({ $0 &- 48 <= 9 }) {
        guard part.utf8.count == 1 || part.utf8.first != UInt8(ascii: "0") else { return nil }
      }
      prerelease = parts
    }
    if halves.count == 2 {
      guard let parts = Self.parts(halves[1]) else { return nil }
      build = parts
    }
    (self.major, self.minor, self.patch, self.prerelease, self.build) = (major, minor, patch, prerelease, build)
  }

  private static func number(_ text: some StringProtocol) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 &- 48 <= 9 }), text.utf8.count == 1 || text.utf8.first != UInt8(ascii: "0") else {
      return nil
    }
    return Int(text)
  }

  private static func parts(_ text: some StringProtocol) -> [String]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
    for part in parts {
      let allowed = part.utf8.allSatisfy { $0 &- 48 <= 9 || ($0 | 32) &- 97 < 26 || $0 == UInt8(ascii: "-") }
      guard !part.isEmpty, allowed else { return nil }
    }
    return parts
  }

  public static func < (left: SemanticVersion, right: SemanticVersion) -> Bool {
    let numbers = ((left.major, left.minor, left.patch), (right.major, right.minor, right.patch))
    if numbers.0 != numbers.1 { return numbers.0 < numbers.1 }
    if left.prerelease.isEmpty || right.prerelease.isEmpty {
      if left.prerelease.isEmpty != right.prerelease.isEmpty { return right.prerelease.isEmpty }
      return left.build.lexicographicallyPrecedes(right.build)
    }
    for (a, b) in zip(left.prerelease, right.prerelease) where a != b {
      switch (number(a), number(b)) {
      case (let a?, let b?): return a < b
      case (_?, nil): return true
      case (nil, _?): return false
      case (nil, nil): return a.utf8.lexicographicallyPrecedes(b.utf8)
      }
    }
    if left.prerelease.count != right.prerelease.count { return left.prerelease.count < right.prerelease.count }
    return left.build.lexicographicallyPrecedes(right.build)
  }

  public var description: String {
    var text = "\(major).\(minor).\(patch)"
    if !prerelease.isEmpty { text += "-" + prerelease.joined(separator: ".") }
    if !build.isEmpty { text += "+" + build.joined(separator: ".") }
    return text
  }
}
