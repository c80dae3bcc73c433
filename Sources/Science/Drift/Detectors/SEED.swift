#if canImport(Glibc)
internal import Glibc
#endif

/// SEED: ADWIN's Bernstein cut over blocks of equal size that merge where neighbours have nearly the same mean.
///
/// ```text
/// every `blockSize` values, from the newest boundary back: cut where |μ₀ − μ₁| > √(2 m⁻¹ v L) + ⅔ m⁻¹ L,   L = ln(2 ln(n)/δ),  m⁻¹ = 1/n₀ + 1/n₁
/// every `compressionTerm` blocks, from the newest back: merge neighbours whose means differ by less than ε, ε growing by ε′·α a pair
/// ```
/// MOA's numbers: the variance's increments compare a value with the total that already holds it. It claims no level.
///
/// - Complexity: O(blocks) once a block, so O(W/`blockSize`²) a value at worst; ``maximumBlocks`` bounds memory: beyond it the oldest blocks merge.
///
/// Source: Huang, Koh, Dobbie & Pears 2014.
public struct SEED: DriftDetector, Hashable {
  struct Block: Hashable, Sendable, Codable {
    var count = 0
    var sum = 0.0
    var variance = 0.0
  }

  /// Most blocks kept.
  public static let maximumBlocks = 4096
  /// δ.
  public let delta: Double
  /// Values of a block.
  public let blockSize: Int
  /// ε′.
  public let epsilonPrime: Double
  /// α.
  public let alpha: Double
  /// Blocks between two compressions.
  public let compressionTerm: Int
  /// Did the latest value cut the window?
  public private(set) var alarm = false
  /// SEED has no warning level.
  public var warning: Bool { false }
  /// Values in the window.
  public private(set) var width = 0
  private var total = 0.0
  private var variance = 0.0
  private var taken = 0
  private var sinceCompression = 0
  /// Oldest first.
  private var blocks: [Block]

  /// A detector with an empty window.
  ///
  /// - Parameters:
  ///   - delta: 0…1, exclusive.
  ///   - blockSize: ≥ 1.
  ///   - epsilonPrime: ≥ 0.
  ///   - alpha: ≥ 0.
  ///   - compressionTerm: ≥ 1.
  public init(delta: Double = 0.05, blockSize: Int = 32, epsilonPrime: Double = 0.01, alpha: Double = 0.8, compressionTerm: Int = 75) {
    precondition(delta > 0 && delta < 1 && blockSize >= 1 && epsilonPrime >= 0 && alpha >= 0 && compressionTerm >= 1, "SEED's parameters are in range")
    self.delta = delta
    self.blockSize = blockSize
    self.epsilonPrime = epsilonPrime
    self.alpha = alpha
    self.compressionTerm = compressionTerm
    blocks = []
    blocks.reserveCapacity(Self.maximumBlocks + 1)
    blocks.append(Block())
  }

  /// Takes in one value.
  public mutating func update(_ value: Double) {
    let newest = blocks[blocks.count - 1]
    if newest.count > 0, newest.count % blockSize == 0 {
      if blocks.count > 1, sinceCompression > compressionTerm { compress() }
      if blocks.count == Self.maximumBlocks { merge(1) }
      blocks.append(Block())
      sinceCompression += 1
    }
    let last = blocks.count - 1
    blocks[last].count += 1
    blocks[last].sum += value
    total += value
    width += 1
    taken += 1
    if width >= 2 {
      let before = Double(width - 1)
      let increment = before * (value - total / before) * (value - total / before) / Double(width)
      variance += increment
      blocks[last].variance += increment
    }
    alarm = taken % blockSize == 0 && blocks.count >= 2 && cut()
  }

  private mutating func merge(_ index: Int) {
    blocks[index - 1].count += blocks[index].count
    blocks[index - 1].sum += blocks[index].sum
    blocks[index - 1].variance += blocks[index].variance
    blocks.remove(at: index)
  }

  private mutating func compress() {
    sinceCompression = 0
    var epsilon = 0.0
    for index in stride(from: blocks.count - 1, to: 0, by: -1) {
      let difference = abs(blocks[index - 1].sum / Double(blocks[index - 1].count) - blocks[index].sum / Double(blocks[index].count))
      epsilon += epsilonPrime * alpha
      if difference < epsilon { merge(index) }
    }
  }

  private mutating func cut() -> Bool {
    let size = Double(width)
    let confidence = log(2 * log(size) / delta)
    var (n0, n1, u0, u1) = (size, 0.0, total, 0.0)
    for index in stride(from: blocks.count - 1, to: 0, by: -1) {
      let block = blocks[index]
      n0 -= Double(block.count)
      n1 += Double(block.count)
      u0 -= block.sum
      u1 += block.sum
      let reciprocal = 1 / n0 + 1 / n1
      let threshold = (2 * reciprocal * (variance / size) * confidence).squareRoot() + 2.0 / 3 * confidence * reciprocal
      if abs(u1 / n1 - u0 / n0) > threshold {
        for old in 0..<index {
          width -= blocks[old].count
          total -= blocks[old].sum
          variance -= blocks[old].variance
        }
        blocks.removeFirst(index)
        return true
      }
    }
    return false
  }

  /// Forgets all values.
  public mutating func reset() {
    alarm = false
    (width, total, variance, taken, sinceCompression) = (0, 0, 0, 0, 0)
    blocks.removeAll(keepingCapacity: true)
    blocks.append(Block())
  }

  static let parameterNames = ["delta", "block_size", "epsilon_prime", "alpha", "compress_term"]

  /// The detector a key describes.
  ///
  /// - Throws: ``DriftError`` on an unknown parameter or one out of range.
  public init(key: DetectorKey) throws(DriftError) {
    let reader = try ParameterReader(key, known: Self.parameterNames)
    self.init(
      delta: try reader.number("delta", default: 0.05, above: 0, below: 1), blockSize: try reader.whole("block_size", default: 32, in: 1...1_000_000),
      epsilonPrime: try reader.number("epsilon_prime", default: 0.01, above: (0.0).nextDown, below: 1e300),
      alpha: try reader.number("alpha", default: 0.8, above: (0.0).nextDown, below: 1e300),
      compressionTerm: try reader.whole("compress_term", default: 75, in: 1...1_000_000_000))
  }

  /// Name and all parameters.
  public var key: DetectorKey {
    DetectorKey(
      "seed",
      [
        "delta": "\(delta)", "block_size": "\(blockSize)", "epsilon_prime": "\(epsilonPrime)", "alpha": "\(alpha)",
        "compress_term": "\(compressionTerm)",
      ])
  }

  /// Width, mean and number of blocks.
  public var readings: [DetectorReading] {
    [
      DetectorReading("width", Double(width)), DetectorReading("estimation", width > 0 ? total / Double(width) : 0),
      DetectorReading("blocks", Double(blocks.count)),
    ]
  }
}
