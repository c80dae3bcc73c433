/// A tensor while a graph is compiled: its elements are places, see ``NetworkView``.
struct NetworkTensor {
  /// How a tensor came about, when the next operation can be folded into that.
  enum Origin {
    case other
    /// The layer of a step, whose bias or activation may still change.
    case dense(Int)
    /// Element by element `source · scale + offset`: a scaler that the next linear layer can take into its weights.
    case affine(source: [Int32], scale: [Double], offset: [Double])
  }

  var type: ONNXElementType
  var shape: [Int]
  var places: [Int32]
  var origin = Origin.other

  var count: Int { places.count }
  var isConstant: Bool { places.allSatisfy { $0 < 0 } }
}
