import Domain
import Journal

extension PointStream {
  /// Reads the names of streams.
  static func parse(_ names: [String]) throws(Diagnostic) -> Set<PointStream> {
    var streams: Set<PointStream> = []
    for name in names {
      guard let stream = PointStream(rawValue: name) else {
        let known = PointStream.allCases.map(\.rawValue)
        let near = Suggestion.nearest(to: name, among: known).map { "did you mean \"\($0)\"? " } ?? ""
        throw Diagnostic(
          code: "config.streams", exitCode: .badConfiguration, message: "influx.streams names \"\(name)\", which is no stream",
          hint: "\(near)there are: \(known.joined(separator: ", "))")
      }
      streams.insert(stream)
    }
    return streams
  }
}
