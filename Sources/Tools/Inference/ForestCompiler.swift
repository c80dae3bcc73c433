internal import Kernels

/// Gathers what the questions of all trees ask: thresholds a column, tests of membership, and the slots of both.
struct ForestCompiler {
  private struct TestKey: Hashable {
    var feature: Int32
    var missing: ForestBlueprint.Missing
    var missingGoesLeft: Bool
    var holdsInside: Bool
    var set: ForestBlueprint.ValueSet
  }

  /// Of one column under one rule of what is missing.
  private struct Asked {
    var feature: Int
    var rule: Int
    var thresholds: [Double] = []
    var low = false
    var high = false
  }

  let isSingle: Bool
  private let features: Int
  private var rules: [ForestBlueprint.Missing] = []
  /// By rule and feature: place in `asked`, −1 for none.
  private var places: [[Int32]] = []
  private var asked: [Asked] = []
  private(set) var tests: [MembershipTest] = []
  private var testSlots: [TestKey: Int] = [:]
  private var columnSlots = 0
  private(set) var columns: [RankedColumn] = []

  init(_ blueprint: ForestBlueprint) {
    isSingle = blueprint.inputs == .single
    features = blueprint.featureNames.count
  }

  /// A threshold t of "left where x < t" in the inputs' precision; `nil` when every number is left. 0 stands for both zeros.
  static func strict(_ threshold: Double, orEqual: Bool, isSingle: Bool) -> Double? {
    if orEqual, threshold == .infinity { return nil }
    guard isSingle else { return (orEqual ? threshold.nextUp : threshold) + 0 }
    var single = Float(threshold)
    if orEqual {
      if Double(single) > threshold { single = single.nextDown }
      // The greatest single below a greater double: infinity alone lies above.
      return Double(single.nextUp) + 0
    }
    if Double(single) < threshold { single = single.nextUp }
    return Double(single) + 0
  }

  private mutating func place(_ question: ForestBlueprint.Question) -> Int {
    var missing = question.missing
    // NaN equals nothing, itself included.
    if case .valueOrNaN(let value) = missing, value.isNaN { missing = .nan }
    var rule = 0
    while rule < rules.count, rules[rule] != missing { rule += 1 }
    if rule == rules.count {
      rules.append(missing)
      places.append([Int32](repeating: -1, count: features))
    }
    let known = places[rule][Int(question.feature)]
    if known >= 0 { return Int(known) }
    asked.append(Asked(feature: Int(question.feature), rule: rule))
    places[rule][Int(question.feature)] = Int32(asked.count - 1)
    return asked.count - 1
  }

  /// Notes the thresholds of a tree.
  mutating func note(_ tree: ForestBlueprint.Tree) {
    for question in tree.questions {
      guard let form = Form(question.comparison) else { continue }
      let place = place(question)
      if let threshold = Self.strict(question.threshold, orEqual: form.orEqual, isSingle: isSingle) { asked[place].thresholds.append(threshold) }
      if goesLow(question, form) { asked[place].low = true } else { asked[place].high = true }
    }
  }

  /// Does a missing value go to where the rank is below the key? Where nothing is missing both answers are one.
  private func goesLow(_ question: ForestBlueprint.Question, _ form: Form) -> Bool {
    question.missing == .nothing || question.missingGoesLeft != form.swaps
  }

  /// Sorts the thresholds and gives every column its slots.
  mutating func settle() {
    var slot = 0
    for column in asked {
      let (low, high): (Int?, Int?) = (column.low ? slot : nil, column.high ? slot + (column.low ? 1 : 0) : nil)
      slot += (column.low ? 1 : 0) + (column.high ? 1 : 0)
      var distinct: [Double] = []
      let thresholds = column.thresholds
      for threshold in radixSorted(thresholds.span) where distinct.last != threshold { distinct.append(threshold) }
      let (nanIsZero, missing) = Self.parts(rules[column.rule], isSingle)
      columns.append(RankedColumn(source: column.feature, thresholds: distinct, nanIsZero: nanIsZero, missing: missing, low: low, high: high))
    }
    columnSlots = slot
  }

  private static func parts(_ rule: ForestBlueprint.Missing, _ isSingle: Bool) -> (nanIsZero: Bool, missing: Double) {
    switch rule {
    case .nan: (false, .nan)
    case .valueOrNaN(let value): (false, isSingle ? Double(Float(value)) : value)
    case .zero: (true, 0)
    case .nothing: (true, .nan)
    }
  }

  /// The questions of a tree by ranks.
  mutating func ranked(_ tree: ForestBlueprint.Tree) -> RankedTree {
    var questions: [RankedQuestion] = []
    questions.reserveCapacity(tree.questions.count)
    for question in tree.questions {
      guard let form = Form(question.comparison) else {
        questions.append(RankedQuestion(slot: Int32(testSlot(question, tree)), key: 1, left: question.left, right: question.right))
        continue
      }
      let place = place(question)
      let slot = goesLow(question, form) ? columns[place].low : columns[place].high
      let thresholds = columns[place].thresholds
      var key = thresholds.count + 1
      if let threshold = Self.strict(question.threshold, orEqual: form.orEqual, isSingle: isSingle) {
        key = Self.index(of: threshold, in: thresholds.span) + 1
      }
      questions.append(
        RankedQuestion(
          slot: Int32(slot ?? 0), key: UInt32(key), left: form.swaps ? question.right : question.left, right: form.swaps ? question.left : question.right))
    }
    let leafCount = tree.questions.count + 1
    return RankedTree(
      output: tree.output, questions: questions, leaves: tree.leaves, numbers: tree.numbers.isEmpty ? (0..<leafCount).map { Int32($0) } : tree.numbers,
      lines: tree.lines)
  }

  /// How many thresholds are smaller; they are distinct.
  ///
  /// A halving takes the sign of a difference in place of a comparison, which would become a branch that nobody can foretell. The sign is right for every
  /// finite threshold: distinct doubles have no difference of 0.
  private static func index(of threshold: Double, in thresholds: Span<Double>) -> Int {
    guard threshold.isFinite else { return threshold > 0 ? thresholds.count - (thresholds[thresholds.count - 1] == threshold ? 1 : 0) : 0 }
    var first = 0
    var count = thresholds.count
    while count > 1 {
      let half = count / 2
      first &+= half & Int(truncatingIfNeeded: Int64(bitPattern: (thresholds[first &+ half &- 1] - threshold).bitPattern) >> 63)
      count &-= half
    }
    return first + (count == 1 && thresholds[first] < threshold ? 1 : 0)
  }

  private mutating func testSlot(_ question: ForestBlueprint.Question, _ tree: ForestBlueprint.Tree) -> Int {
    let isEqual = question.comparison == .equal || question.comparison == .notEqual
    let set = isEqual ? ForestBlueprint.ValueSet(members: [question.threshold + 0]) : tree.sets[Int(question.set)]
    let holdsInside = question.comparison == .equal || question.comparison == .inSet
    let key = TestKey(
      feature: question.feature, missing: question.missing, missingGoesLeft: question.missingGoesLeft, holdsInside: holdsInside, set: set)
    if let known = testSlots[key] { return known }
    let slot = columnSlots + tests.count
    let (nanIsZero, missing) = Self.parts(question.missing, isSingle)
    tests.append(
      MembershipTest(
        source: Int(question.feature), slot: slot, members: set.members.sorted(), memberRank: holdsInside ? 0 : 1,
        missingRank: question.missingGoesLeft ? 0 : 1, nanIsZero: nanIsZero, missing: missing, categoriesAbove: set.categoriesAbove))
    testSlots[key] = slot
    return slot
  }

  /// A numeric comparison as "x < t" or "x ≤ t", its children exchanged where it is the opposite; `nil` for membership.
  struct Form {
    var orEqual: Bool
    var swaps: Bool

    init?(_ comparison: ForestBlueprint.Comparison) {
      switch comparison {
      case .less: (orEqual, swaps) = (false, false)
      case .lessOrEqual: (orEqual, swaps) = (true, false)
      case .greaterOrEqual: (orEqual, swaps) = (false, true)
      case .greater: (orEqual, swaps) = (true, true)
      case .equal, .notEqual, .inSet, .notInSet: return nil
      }
    }
  }
}
