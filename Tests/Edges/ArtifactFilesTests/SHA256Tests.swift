import ArtifactFiles
import TestSupport
import Testing

@Suite("SHA-256") struct SHA256Tests {
  @Test(
    "has the digests of the standard",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
      (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
    ])
  func vectors(_ text: String, _ digest: String) {
    // FIPS 180-4 and NIST's example values.
    #expect(SHA256.hexadecimal(of: Array(text.utf8).span) == digest)
  }

  @Test("of a million letters is the standard's") func million() {
    #expect(
      SHA256.hexadecimal(of: Array(repeating: UInt8(ascii: "a"), count: 1_000_000).span)
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test("does not depend on how the bytes are cut, over seeds", arguments: 1...4) func pieces(_ seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      let bytes = (0..<Int.random(in: 0...300, using: &dice)).map { _ in UInt8.random(in: 0...255, using: &dice) }
      var digest = SHA256()
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = Array(rest.prefix(Int.random(in: 0...70, using: &dice)))
        digest.update(piece.span)
        rest = rest.dropFirst(piece.count)
      }
      #expect(digest.finish() == SHA256.hexadecimal(of: bytes.span), "seed \(seed)")
    }
  }
}
