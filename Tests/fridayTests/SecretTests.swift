@testable import friday
import Testing

@Suite("Secret")
struct SecretTests {
  @Test("A secret prints as dots wherever it is printed, and keeps its text for those who ask for it by name")
  func secrets() {
    struct Holder {
      var token = Secret("geheim")
      var maybe: Secret? = Secret("geheim")
    }
    let secret = Secret("geheim")
    #expect("\(secret)" == "•••" && String(reflecting: secret) == "•••" && secret.exposed == "geheim")
    var dumped = ""
    dump(Holder(), to: &dumped)
    for text in [dumped, "\(Holder())", String(reflecting: Holder()), "\([secret])", "\(["k": secret])", "\(Optional(secret) as Any)"] {
      #expect(!text.contains("geheim") && text.contains("•••"), "\(text)")
    }
  }
}
