internal import Domain
internal import Statistics

extension LiveDriftMonitor {
  /// Writes one feature's two verdicts from the finding and the check's adjusted p-values.
  mutating func report(_ index: Int, at time: Timestamp, verdicts: inout [DriftVerdict]) {
    let finding = features[index].finding
    let total = features.count
    let distanceRejected = finding.distanceP != nil && adjusted[index] <= level
    let distanceDrifted = distanceRejected && finding.distance >= configuration.minimumDistance
    let indexRejected = finding.indexP != nil && adjusted[total + index] <= level
    let indexDrifted = indexRejected && finding.index >= configuration.minimumStabilityIndex
    let distanceSeverity = distanceDrifted ? DriftSeverity.kolmogorovSmirnov(finding.distance) : .low
    let indexSeverity = indexDrifted ? DriftSeverity.populationStability(finding.index) : .low
    let guarantee = self.guarantee
    verdicts.append(
      DriftVerdict(
        time: time, symbol: symbol, feature: features[index].name, test: "ks", kind: .data, statistic: finding.distance, pValue: finding.distanceP,
        referenceCount: features[index].reference.count, currentCount: finding.count, drifted: distanceDrifted, severity: distanceSeverity,
        reason: distanceReason(features[index], rejected: distanceRejected, adjusted: adjusted[index]), guarantee: guarantee,
        raisesAlarm: Self.raises(distanceDrifted, distanceSeverity, &features[index].distanceAlarm)))
    verdicts.append(
      DriftVerdict(
        time: time, symbol: symbol, feature: features[index].name, test: "psi_qa", kind: .data, statistic: finding.index, pValue: finding.indexP,
        referenceCount: features[index].reference.count, currentCount: finding.count, drifted: indexDrifted, severity: indexSeverity,
        reason: indexReason(features[index], rejected: indexRejected, adjusted: adjusted[total + index]), guarantee: guarantee,
        raisesAlarm: Self.raises(indexDrifted, indexSeverity, &features[index].indexAlarm)))
  }

  /// An alarm is new when the test was quiet at the check before, or its severity has risen since the alarm that stands.
  static func raises(_ drifted: Bool, _ severity: Severity, _ standing: inout Severity?) -> Bool {
    guard drifted else {
      standing = nil
      return false
    }
    let isNew = standing.map { severity > $0 } ?? true
    standing = max(severity, standing ?? .low)
    return isNew
  }

  /// The error rate the features' verdicts are given under.
  var guarantee: String {
    "expected false alarms of this symbol's features over the whole run ≤ \(NumberText.short(spending.alpha)): check \(spending.checks) spends "
      + "\(NumberText.short(level)) over \(2 * features.count) tests by Holm; p counts independent values by Geyer's τ of the ranks plus two standard errors"
  }

  private func distanceReason(_ feature: MonitoredFeature, rejected: Bool, adjusted: Double) -> String {
    let finding = feature.finding
    if let silence = silence(feature) { return silence }
    let distance = "KS D \(NumberText.short(finding.distance))"
    let medians = "median \(NumberText.short(finding.referenceMedian)) → \(NumberText.short(finding.currentMedian))"
    guard let pValue = finding.distanceP else {
      return "not tested: \(distance), but \(finding.count) dependent values are worth \(NumberText.short(finding.current)) independent ones "
        + "(\(NumberText.short(configuration.minimumEffectiveCount)) needed)"
    }
    let evidence = "p \(NumberText.short(pValue)), by Holm \(NumberText.short(adjusted)), level \(NumberText.short(level))"
    if rejected && finding.distance >= configuration.minimumDistance {
      return "\(distance) ≥ \(NumberText.short(configuration.minimumDistance)) (\(evidence)); \(medians)"
    }
    if rejected { return "significant but small: \(distance) < \(NumberText.short(configuration.minimumDistance)) (\(evidence))" }
    return "no drift shown: \(distance) (\(evidence); \(NumberText.short(finding.current)) independent values)"
  }

  private func indexReason(_ feature: MonitoredFeature, rejected: Bool, adjusted: Double) -> String {
    let finding = feature.finding
    if let silence = silence(feature) { return silence }
    let index = "PSI \(NumberText.short(finding.index))"
    guard let pValue = finding.indexP else {
      return "not tested: \(index), but \(finding.count) dependent values are worth \(NumberText.short(finding.current)) independent ones, too few for its bins"
    }
    let evidence = "χ² p \(NumberText.short(pValue)), by Holm \(NumberText.short(adjusted)), level \(NumberText.short(level))"
    if rejected && finding.index >= configuration.minimumStabilityIndex {
      return "\(index) ≥ \(NumberText.short(configuration.minimumStabilityIndex)) (\(evidence))"
    }
    if rejected { return "significant but small: \(index) < \(NumberText.short(configuration.minimumStabilityIndex)) (\(evidence))" }
    return "no drift shown: \(index) (\(evidence))"
  }

  private func silence(_ feature: MonitoredFeature) -> String? {
    if feature.reference.isEmpty { return "not tested: the feature was missing in all \(configuration.referenceCount) rows of the reference" }
    if feature.finding.count == 0 { return "not tested: the feature was missing in all \(configuration.currentCount) rows of the window" }
    return nil
  }
}
