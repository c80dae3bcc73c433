/// A set under the number of its publication.
final class ModelIssue: Sendable {
  let number: UInt64
  let set: ModelSet

  init(number: UInt64, set: ModelSet) {
    self.number = number
    self.set = set
  }
}
