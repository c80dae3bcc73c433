/// An input of a graph: a stretch of the row.
struct NetworkInput {
  var name: String
  var type: ONNXElementType
  var shape: [Int]
  var start: Int
  var count: Int
}
