import Foundation
import Statistics
import Testing
import TestSupport

/// Every case and every key of `univariate.json`, computed with scipy and numpy.
@Suite("univariate statistics against scipy") struct UnivariateGoldenTests {
  @Test("give scipy's numbers in every case")
  func all() throws {
    let golden = try GoldenFiles("drift")
    var cases = 0
    var values = 0
    for (name, body) in try golden.cases("univariate.json") {
      let expected = try #require(body["expected"] as? [String: Any])
      let a = try golden.numbers(try #require(body["a"] as? String))
      let b = try golden.numbers(try #require(body["b"] as? String))
      let pair = try GoldenPair(SortedSample(a), SortedSample(b), GoldenNumbers(name))
      for (key, value) in expected { try pair.compare(GoldenKey(key), key, value) }
      cases += 1
      values += pair.numbers.values
    }
    try golden.report("univariate.json", cases: cases, values: values)
  }
}

/// One pair of samples and what is expected of it.
struct GoldenPair {
  let left: SortedSample
  let right: SortedSample
  let ranks: RankStatistics
  let numbers: GoldenNumbers

  init(_ left: SortedSample, _ right: SortedSample, _ numbers: GoldenNumbers) throws(StatisticsError) {
    self.left = left
    self.right = right
    self.numbers = numbers
    ranks = try RankStatistics(reference: left.values.span, current: right.values.span)
  }

  func compare(_ key: GoldenKey, _ text: String, _ value: Any) throws {
    switch key.name {
    case "n_a": numbers.equal(left.values.count, value, text)
    case "n_b": numbers.equal(right.values.count, value, text)
    case "nan_a": numbers.equal(left.nanCount, value, text)
    case "nan_b": numbers.equal(right.nanCount, value, text)
    case "ks": try kolmogorovSmirnov(key, text, value)
    case "kuiper": numbers.near(ranks.kuiper.statistic, value, absolute: 1e-12, text)
    case "cvm": try cramerVonMises(key, text, value)
    case "mwu": try mannWhitney(key, text, value)
    case "anderson_ksamp": try andersonDarling(text, value)
    case "wasserstein": numbers.near(ranks.wasserstein, value, relative: 1e-10, text)
    case "energy_distance_scipy": numbers.near(ranks.energyDistance, value, relative: 1e-10, text)
    case "wasserstein_normed_ref_popstd", "welch_t", "brown_forsythe": try moments(key.name, text, value)
    case "psi_q", "psi_w", "psi_qa": try stability(key, text, value)
    default: try histogram(key.name, text, value)
    }
  }

  private func each(_ value: Any, _ text: String, _ known: [String: (Any) -> Void]) throws {
    for (field, wanted) in try #require(value as? [String: Any], "\(text)") {
      if let compare = known[field] { compare(wanted) } else { numbers.unknown("\(text)/\(field)") }
    }
  }

  private func kolmogorovSmirnov(_ key: GoldenKey, _ text: String, _ value: Any) throws {
    let test = ranks.kolmogorovSmirnov
    if key.words == ["limiting_kolmogorov_pvalue"] { return numbers.near(test.limitingPValue(), value, relative: 1e-8, text) }
    guard key.words.count == 2, let alternative = Alternative(rawValue: key.words[0]), ["exact", "asymp"].contains(key.words[1]) else {
      return numbers.unknown(text)
    }
    let isExact = key.words[1] == "exact"
    let exact = isExact ? test.exactPValue(alternative) : nil
    // scipy's one-sided count overflows where C(n + m, n) does, and gives the asymptotic law instead; ours does not overflow.
    let fellBack = ((value as? [String: Any])?["fell_back_to_asymp"] as? NSNumber)?.boolValue == true
    let overflows = alternative != .twoSided && left.values.count != right.values.count && logarithmOfPaths > 709.78
    try each(
      value, text,
      [
        "statistic": { numbers.near(test.statistic(alternative), $0, absolute: 1e-12, text) },
        "pvalue": { wanted in
          if let exact, !fellBack {
            numbers.near(exact, wanted, relative: 1e-8, text)
          } else {
            numbers.near(test.asymptoticPValue(alternative), wanted, relative: 1e-7, text)
          }
        },
        // The reader of the expected numbers may miss their last digit.
        "location": {
          numbers.near(alternative == .less ? test.lessLocation : alternative == .greater ? test.greaterLocation : test.location, $0, relative: 5e-16, text)
        },
        "sign": { numbers.equal(alternative == .less ? -1 : alternative == .greater ? 1 : test.sign, $0, text) },
        "fell_back_to_asymp": { numbers.equal(isExact && (exact == nil || overflows) ? 1 : 0, $0, text) },
      ])
  }

  /// ln C(n + m, n).
  private var logarithmOfPaths: Double {
    (1...left.values.count).reduce(0) { $0 + log(Double(right.values.count + $1) / Double($1)) }
  }

  private func cramerVonMises(_ key: GoldenKey, _ text: String, _ value: Any) throws {
    let test = ranks.cramerVonMises
    guard key.words == ["exact"] || key.words == ["asymptotic"] else { return numbers.unknown(text) }
    let isExact = key.words == ["exact"]
    try each(
      value, text,
      [
        "statistic": { numbers.near(test.statistic, $0, absolute: 1e-12, text) },
        // scipy's asymptotic sum ends at terms of 1e-7 and its tail is 1 − cdf: ours is the more precise one there.
        "pvalue": { numbers.near(isExact ? test.exactPValue() : test.asymptoticPValue(), $0, absolute: isExact ? 0 : 1e-9, relative: 1e-8, text) },
      ])
  }

  private func mannWhitney(_ key: GoldenKey, _ text: String, _ value: Any) throws {
    let test = ranks.mannWhitney
    guard key.words.count == 2, let alternative = Alternative(rawValue: key.words[0]), ["exact", "asymptotic"].contains(key.words[1]) else {
      return numbers.unknown(text)
    }
    let p =
      key.words[1] == "exact" ? test.exactPValue(alternative) : test.asymptoticPValue(alternative, continuity: key.parameters["cc"] == "true")
    try each(
      value, text,
      [
        "U1": { numbers.near(test.statistic, $0, absolute: 1e-12, text) },
        "pvalue": { numbers.near(p, $0, relative: 1e-8, text) },
      ])
  }

  private func andersonDarling(_ text: String, _ value: Any) throws {
    let test = ranks.andersonDarling
    try each(
      value, text,
      [
        "statistic": { numbers.near(test?.statistic, $0, absolute: 1e-12, relative: 1e-12, text) },
        "critical_values": { numbers.near(AndersonDarling.criticalValues, $0, absolute: 1e-12, text) },
        "pvalue_clipped": { numbers.near(test?.tablePValue(), $0, relative: 1e-8, text) },
      ])
  }

  private func moments(_ name: String, _ text: String, _ value: Any) throws {
    var first = Moments()
    var second = Moments()
    for value in left.values { first.update(value) }
    for value in right.values { second.update(value) }
    switch name {
    case "wasserstein_normed_ref_popstd":
      let spread = max((first.populationVariance ?? 0).squareRoot(), 0.001)
      numbers.near(ranks.wasserstein.map { $0 / spread }, value, relative: 1e-10, text)
    case "welch_t":
      let test = WelchTest(
        reference: (first.mean, first.variance ?? 0, first.count), current: (second.mean, second.variance ?? 0, second.count))
      try each(
        value, text,
        [
          "statistic": { numbers.near(test?.statistic, $0, absolute: 1e-12, relative: 1e-10, text) },
          "pvalue": { numbers.near(test?.pValue, $0, relative: 1e-8, text) },
          "df": { numbers.near(test?.degrees, $0, relative: 1e-10, text) },
        ])
    default:
      let test = VarianceTest.brownForsythe(reference: left.values.span, current: right.values.span)
      try each(
        value, text,
        [
          "statistic": { numbers.near(test?.statistic, $0, absolute: 1e-12, relative: 1e-10, text) },
          "pvalue": { numbers.near(test?.pValue, $0, relative: 1e-8, text) },
        ])
    }
  }

  private func stability(_ key: GoldenKey, _ text: String, _ value: Any) throws {
    guard let rule = QuantileBins.Rule(rawValue: key.name), let count = key.parameters["bins"].flatMap(Int.init),
      let epsilon = key.parameters["eps"].flatMap(Double.init), key.words.isEmpty
    else { return numbers.unknown(text) }
    let bins = QuantileBins(reference: left.values.span, current: right.values.span, count: count, rule: rule)
    let distance = DiscreteDistance(referenceCounts: bins.counts(sorted: left.values.span), currentCounts: bins.counts(sorted: right.values.span))
    let edges = rule == .equalWidth ? bins.allEdges : bins.edges
    try each(
      value, text,
      [
        "psi": { numbers.near(distance.populationStability(epsilon: epsilon), $0, absolute: 1e-12, relative: 1e-10, text) },
        "inner_edges": { numbers.near(edges, $0, absolute: 1e-12, relative: 1e-14, text) },
        "edges": { numbers.near(edges, $0, absolute: 1e-12, relative: 1e-14, text) },
        "ref_counts": { numbers.equal(bins.counts(sorted: left.values.span), $0, text) },
        "cur_counts": { numbers.equal(bins.counts(sorted: right.values.span), $0, text) },
      ])
  }

  /// `<distance>_on_psi_q<bins>`, perhaps with `_eps<ε>`.
  private func histogram(_ name: String, _ text: String, _ value: Any) throws {
    guard let range = name.range(of: "_on_psi_q") else { return numbers.unknown(text) }
    let tail = name[range.upperBound...].components(separatedBy: "_eps")
    guard let count = Int(tail[0]) else { return numbers.unknown(text) }
    let bins = QuantileBins(reference: left.values.span, count: count, rule: .classic)
    let distance = DiscreteDistance(referenceCounts: bins.counts(sorted: left.values.span), currentCounts: bins.counts(sorted: right.values.span))
    switch name[..<range.lowerBound] {
    case "js":
      try each(
        value, text,
        [
          "divergence_nats": { numbers.near(distance.jensenShannon, $0, absolute: 1e-12, relative: 1e-10, text) },
          "distance_base_e": { numbers.near(distance.jensenShannonDistance, $0, absolute: 1e-12, relative: 1e-10, text) },
          "distance_base_2": { numbers.near(distance.jensenShannonDistanceBase2, $0, absolute: 1e-12, relative: 1e-10, text) },
        ])
    case "hellinger": numbers.near(distance.hellinger, value, absolute: 1e-12, text)
    case "kl_cur_ref":
      guard tail.count == 2, let epsilon = Double(tail[1]) else { return numbers.unknown(text) }
      numbers.near(distance.kullbackLeibler(epsilon: epsilon), value, absolute: 1e-12, relative: 1e-10, text)
    case "l_infinity": numbers.near(distance.greatestDifference, value, absolute: 1e-12, text)
    case "total_variation": numbers.near(distance.totalVariation, value, absolute: 1e-12, text)
    default: numbers.unknown(text)
    }
  }
}
