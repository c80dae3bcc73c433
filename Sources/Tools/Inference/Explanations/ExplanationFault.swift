/// Why a tree's scores cannot be divided among its columns.
enum ExplanationFault: Error {
  case tooDeep(limit: Int)
  case noCover(node: Int)

  var reason: String {
    switch self {
    case .tooDeep(let limit): "has a path of more than \(limit) questions"
    case .noCover(let node): "says of node \(node) no number of training rows, or none reached it"
    }
  }
}
