/// What a leaf adds to one score.
struct NetworkVote {
  var output: Int32
  var weight: Double
}
