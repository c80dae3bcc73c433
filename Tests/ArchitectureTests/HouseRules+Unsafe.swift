extension HouseRules {
  static var unsafeTokens: Regex<Substring> {
    /\bunsafe\b(?!:)|\bUnsafe\w*Pointer\b|\bwithUnsafe\w*|\bUnmanaged\b|\bunsafeBitCast\b|\bunowned\(unsafe\)|\bnonisolated\(unsafe\)|@unchecked\b/.wordBoundaryKind(.simple)
  }

  /// How far above a use its sentence may stand: one sentence may speak for the calls of one short stretch.
  static let sentenceReach = 12

  /// Unsafe code has an address, and each use a sentence that says why it is sound.
  static func unsafe(_ file: SourceFile, _ table: RoomTable) -> [Offender] {
    let mayBeUnsafe = table.module(ofFile: file.path) == "Kernels" || file.name.hasSuffix("+C.swift")
    return file.code.enumerated().compactMap { offset, line in
      guard let match = line.firstMatch(of: unsafeTokens) else { return nil }
      let token = String(match.output)
      // Sendable by hand is no memory access, but a promise all the same: anywhere, with its sentence.
      if !mayBeUnsafe, token != "@unchecked" {
        return Offender(path: file.path, line: offset + 1, what: "\(token) outside Kernels and +C.swift files")
      }
      let start = max(0, offset - sentenceReach)
      let isSaid = file.lines[start...offset].contains { $0.contains("SAFETY:") }
      // A type in a signature is no use: the use carries the keyword.
      let isUse = token.hasPrefix("unsafe") || token.hasPrefix("@") || token.contains("(unsafe)")
      return isSaid || !isUse ? nil : Offender(path: file.path, line: offset + 1, what: "\(token) without a SAFETY: sentence")
    }
  }

  /// What ends the program needs a reason beside it.
  static func traps(_ file: SourceFile) -> [Offender] {
    file.code.enumerated().compactMap { offset, line in
      guard let match = line.firstMatch(of: /\btry!|\bas!|\bfatalError\s*\(/.wordBoundaryKind(.simple)) else { return nil }
      let own = file.lines[offset].contains("//")
      let above = offset > 0 && file.lines[offset - 1].drop { $0 == " " }.hasPrefix("//")
      return own || above ? nil : Offender(path: file.path, line: offset + 1, what: "\(match.output) without a comment that says why it cannot happen")
    }
  }
}
