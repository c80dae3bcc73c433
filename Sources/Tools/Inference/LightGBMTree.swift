/// One tree of a LightGBM model, checked: every path from the root ends in a leaf.
///
/// Questions and leaves are numbered apart: a child ≥ 0 is a question, a negative one the leaf `~child`. A tree of one leaf has no question.
struct LightGBMTree: Hashable, Sendable {
  struct Question: Hashable, Sendable {
    var feature: Int32
    /// Of a numeric question; of a categorical one the number of its set.
    var threshold: Double
    /// Bit 0: categorical. Bit 1: a missing value goes left. Bits 2–3: what is missing: 0 nothing, 1 zero, 2 NaN.
    var decision: UInt8
    var left: Int32
    var right: Int32

    var isCategorical: Bool { decision & 1 != 0 }
  }

  /// A leaf of a linear tree: constant and terms, used when none of its columns is NaN.
  struct Line: Hashable, Sendable {
    var constant: Double
    var features: [Int32]
    var coefficients: [Double]
  }

  var questions: [Question]
  var leaves: [Double]
  /// First word of each category set in `words`, and the end.
  var boundaries: [Int32]
  var words: [UInt32]
  /// One a leaf; empty for ordinary trees.
  var lines: [Line]
  /// Training rows that reached each leaf and each question, for explanations; empty where the file says nothing.
  var leafCounts: [Int] = []
  var questionCounts: [Int] = []

  /// |x| up to this is zero to LightGBM: the single 10⁻³⁵ as a double.
  static let zero = Double(Float(1e-35))

  /// The first thing that would make a walk wrong or endless.
  func defect(featureCount: Int) -> String? {
    guard leaves.count == questions.count + 1 else { return "\(questions.count) questions with \(leaves.count) leaves" }
    if let leaf = leaves.firstIndex(where: { !$0.isFinite }) { return "leaf \(leaf) is no finite number" }
    var reachedQuestions = Array(repeating: false, count: questions.count)
    var reachedLeaves = Array(repeating: false, count: leaves.count)
    var open: [Int32] = questions.isEmpty ? [-1] : [0]
    while let next = open.popLast() {
      if next < 0 {
        let leaf = Int(~next)
        guard leaf < leaves.count else { return "leaf \(leaf) of \(leaves.count) is named" }
        guard !reachedLeaves[leaf] else { return "leaf \(leaf) is reached twice" }
        reachedLeaves[leaf] = true
        continue
      }
      guard Int(next) < questions.count else { return "question \(next) of \(questions.count) is named" }
      guard !reachedQuestions[Int(next)] else { return "question \(next) is reached twice: a cycle" }
      reachedQuestions[Int(next)] = true
      let question = questions[Int(next)]
      guard (0..<featureCount).contains(Int(question.feature)) else { return "question \(next) asks feature \(question.feature) of \(featureCount)" }
      guard question.decision < 12 else { return "question \(next) has decision type \(question.decision)" }
      if question.isCategorical {
        guard question.threshold >= 0, question.threshold < Double(boundaries.count - 1) else { return "question \(next) names a category set that is not there" }
      } else if question.threshold.isNaN {
        return "the threshold of question \(next) is no number"
      }
      open.append(question.right)
      open.append(question.left)
    }
    for (first, second) in zip(boundaries, boundaries.dropFirst()) {
      guard first >= 0, first <= second, Int(second) <= words.count else { return "a category set lies outside the \(words.count) words" }
    }
    guard lines.isEmpty || lines.count == leaves.count else { return "\(lines.count) lines for \(leaves.count) leaves" }
    for line in lines {
      guard line.constant.isFinite, line.coefficients.allSatisfy(\.isFinite), line.features.allSatisfy({ (0..<featureCount).contains(Int($0)) }) else {
        return "a line of a leaf is no line of this model's columns"
      }
    }
    return nil
  }

  /// The leaf that a row reaches. Values within ±``zero`` count as 0, as in LightGBM's rows.
  func leaf(_ row: Span<Double>) -> Int {
    guard !questions.isEmpty else { return 0 }
    var next: Int32 = 0
    while next >= 0 {
      let question = questions[Int(next)]
      next = goesLeft(row, question) ? question.left : question.right
    }
    return Int(~next)
  }

  /// The child that a row goes to.
  func goesLeft(_ row: Span<Double>, _ question: Question) -> Bool {
    let raw = row[Int(question.feature)]
    let value = abs(raw) <= Self.zero ? 0 : raw
    if question.isCategorical {
      // C's conversion to int: fractions are cut, what does not fit and NaN are no category.
      guard value > -1, value < 2_147_483_648 else { return false }
      let category = Int(value)
      let set = Int(question.threshold)
      let first = Int(boundaries[set])
      guard category / 32 < Int(boundaries[set + 1]) - first else { return false }
      return words[first + category / 32] >> UInt32(category % 32) & 1 == 1
    }
    let missing = question.decision >> 2 & 3
    if value.isNaN, missing == 2 { return question.decision & 2 != 0 }
    let known = value.isNaN ? 0 : value
    if missing == 1, known == 0 { return question.decision & 2 != 0 }
    return known <= question.threshold
  }

  /// What a row's leaf adds.
  func value(_ leaf: Int, _ row: Span<Double>) -> Double {
    guard !lines.isEmpty else { return leaves[leaf] }
    let line = lines[leaf]
    var sum = line.constant
    for (feature, coefficient) in zip(line.features, line.coefficients) {
      let raw = row[Int(feature)]
      if raw.isNaN { return leaves[leaf] }
      sum += coefficient * (abs(raw) <= Self.zero ? 0 : raw)
    }
    return sum
  }
}
