public import Ports

/// All samples of one metric name.
///
/// A family of a ``Ports/MetricName`` carries its `# HELP` and `# TYPE`; any other is exposed untyped, so that a library's
/// metrics are visible without pretending that this program documents them.
public struct MetricFamily: Hashable, Sendable {
  public var name: String
  public var kind: MetricName.Kind?
  public var help: String?
  public var samples: [MetricSample]

  /// A documented family.
  public init(_ name: MetricName, samples: [MetricSample]) {
    self.name = name.rawValue
    kind = name.kind
    help = name.help
    self.samples = samples
  }

  /// A documented family of one number.
  public init(_ name: MetricName, _ value: Double) { self.init(name, samples: [MetricSample(value: value)]) }

  /// A family under a name as a library gave it: made valid, and looked up among the documented ones.
  ///
  /// - Parameter kind: what the samples are; when a documented name means another kind, the family is exposed untyped.
  public init(named label: String, kind: MetricName.Kind, samples: [MetricSample]) {
    let valid = TextExposition.validName(label, colonAllowed: true)
    name = valid
    self.samples = samples
    guard let known = MetricName(rawValue: valid), known.kind == kind else { return }
    self.kind = known.kind
    help = known.help
  }
}
