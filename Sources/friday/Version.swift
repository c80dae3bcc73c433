/// The program's version, as the CHANGELOG counts it.
enum Version {
  static let text = "0.1.0"
}
