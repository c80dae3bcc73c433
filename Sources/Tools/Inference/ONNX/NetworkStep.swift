/// One step of a compiled network: plain numbers only, so that running it touches no reference count.
struct NetworkStep {
  enum Operation: UInt8 {
    /// out = function(a), function(a, b)
    case unary, binary
    /// out = a ≠ 0 ? b : c
    case choose
    /// out = b[a]
    case lookup
    /// out[m × n] = p · a[m × k] b[k × n]
    case matrixProduct
    /// a layer in single precision, m inputs, n outputs
    case dense
    /// n dot products of m values in double precision
    case dots
    /// rows of a, m × n
    case softmax, logSoftmax, argMaximum, sum, mean, maximum, minimum, product, squares, logSum, logSumExp, norm1, norm2, normalizeMaximum, normalize1, normalize2
    /// m steps of n inputs, k hidden units
    case lstm
    /// scores (and marks of which were given) from the trees
    case trees
    /// scores and marks from a compiled forest
    case forest
    /// label and probabilities from scores
    case classify
    /// a row of scores through a post transform
    case transform
  }

  /// Which values a result can hold.
  enum Rounding: UInt8 {
    case single, double
  }

  var operation: Operation
  var function = NetworkFunction.copy
  var rounding = Rounding.double
  var activation: UInt8 = 0
  var post = NetworkPostTransform.none
  var flags: UInt8 = 0
  var a = NetworkView()
  var b = NetworkView()
  var c = NetworkView()
  var output: Int32 = 0
  var count: Int32 = 0
  var m: Int32 = 0
  var n: Int32 = 0
  var k: Int32 = 0
  var weights: Int32 = 0
  var bias: Int32 = 0
  var p = 0.0
  var q = 0.0
}
