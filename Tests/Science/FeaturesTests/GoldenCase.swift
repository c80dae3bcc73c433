/// One case of `cases.json`, as far as a test reads it.
struct GoldenCase: Decodable {
  struct Input: Decodable {
    var kind: String
    var file: String
    var columns: [String: String]
  }
  struct Outputs: Decodable {
    var file: String
    var columns: [String]
  }
  struct Tolerance: Decodable {
    var abs: Double
    var rel: Double
  }

  var id: String
  var calculator: String
  var parameters: [String: Double]
  var input: Input
  var outputs: Outputs
  var tolerance: Tolerance
}
