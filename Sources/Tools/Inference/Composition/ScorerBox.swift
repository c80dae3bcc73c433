/// A scorer behind one reference: calling an element of an array of structs copies it, and a scorer is a dozen references that would be counted up and down
/// at every call.
final class ScorerBox<Scorer: Sendable>: Sendable {
  let scorer: Scorer
  init(_ scorer: Scorer) { self.scorer = scorer }
}
