/// Everything that running a network reads; immutable once made.
struct NetworkPlan {
  var steps: [NetworkStep] = []
  var places: [Int32] = []
  var constants: [Double] = []
  /// Of layers in single precision.
  var weights: [Float] = []
  /// Of dot products in double precision.
  var doubles: [Double] = []
  var trees: [NetworkTree] = []
  var roots: [Int32] = []
  var votes: [NetworkVote] = []
  var forests: [CompiledForest] = []
  /// Slots of one call; the first are the row.
  var slotCount = 0
}
