internal import Kernels

#if canImport(Glibc)
internal import Glibc
#endif

/// A Gaussian kernel as an inner product of finitely many features, for streams that cannot keep all pairs.
///
/// ```text
/// φ(x) = (cos ω₁x, sin ω₁x, …, cos ω_D x, sin ω_D x)/√D      ω ~ N(0, I/σ²)      E φ(x)·φ(y) = e^(−‖x−y‖²/2σ²), φ(x)·φ(x) = 1
/// ```
/// The error of one kernel value has standard deviation at most 1/√(2D).
///
/// Source: Rahimi & Recht 2007; the cos–sin form has the smaller variance (Sutherland & Schneider 2015).
public struct RandomFourierFeatures: Sendable, Hashable {
  /// Features of a row p.
  public let dimension: Int
  /// Frequencies D; an embedding has 2D coordinates.
  public let frequencies: Int
  /// σ.
  public let bandwidth: Double
  /// ω, `[p × D]`: column k is ωₖ.
  private let directions: [Double]

  /// Draws the frequencies.
  ///
  /// - Parameters:
  ///   - dimension: p ≥ 1.
  ///   - frequencies: D, 1…65,536.
  ///   - bandwidth: σ above 0.
  ///   - generator: the same state gives the same features; embeddings compare only under the same.
  /// - Throws: ``MultivariateError/badParameter(_:value:wanted:)``.
  public init(
    dimension: Int, frequencies: Int, bandwidth: Double, using generator: inout some RandomNumberGenerator
  ) throws(MultivariateError) {
    guard dimension >= 1 else { throw .badParameter("dimension", value: Double(dimension), wanted: "at least 1") }
    guard (1...65_536).contains(frequencies) else { throw .badParameter("frequencies", value: Double(frequencies), wanted: "1…65,536") }
    guard bandwidth > 0, bandwidth.isFinite else { throw .badParameter("bandwidth", value: bandwidth, wanted: "a finite length above 0") }
    self.dimension = dimension
    self.frequencies = frequencies
    self.bandwidth = bandwidth
    var normal = StandardNormal()
    directions = (0..<(dimension * frequencies)).map { _ in normal.draw(using: &generator) / bandwidth }
  }

  /// Σ φ(x) over the rows of a sample.
  ///
  /// - Throws: ``MultivariateError/columnsDiffer(reference:current:)``.
  /// - Complexity: O(rows · D · p); memory for one block of 256 rows' phases.
  public func embed(_ sample: SampleMatrix) throws(MultivariateError) -> FourierEmbedding {
    guard sample.columns == dimension else { throw .columnsDiffer(reference: dimension, current: sample.columns) }
    var result = FourierEmbedding(frequencies: frequencies)
    for start in stride(from: 0, to: sample.rows, by: 256) {
      let rows = min(256, sample.rows - start)
      let block = sample.selecting(Array(start..<(start + rows)))
      var phases = [Double](repeating: 0, count: rows * frequencies)
      var span = phases.mutableSpan
      matrixProduct(block.values.span, directions.span, rows: rows, inner: dimension, columns: frequencies, into: &span)
      for frequency in 0..<frequencies {
        var (cosine, sine) = (0.0, 0.0)
        for row in 0..<rows {
          cosine += cos(phases[frequency * rows + row])
          sine += sin(phases[frequency * rows + row])
        }
        result.add(cosine: cosine, sine: sine, at: frequency)
      }
      result.count += rows
    }
    return result
  }

  /// Adds one row of a stream.
  ///
  /// - Parameters:
  ///   - row: p finite values.
  ///   - embedding: made under these features.
  /// - Complexity: O(D p), no allocation.
  public func add(_ row: Span<Double>, to embedding: inout FourierEmbedding) { accumulate(row, 1, &embedding) }

  /// Takes one row of a stream out again: a sliding window adds the newest and removes the oldest.
  ///
  /// Rounding accumulates by some 10⁻¹⁶ a step: embed the window anew once in a while.
  /// - Complexity: O(D p), no allocation.
  public func remove(_ row: Span<Double>, from embedding: inout FourierEmbedding) { accumulate(row, -1, &embedding) }

  private func accumulate(_ row: Span<Double>, _ sign: Double, _ embedding: inout FourierEmbedding) {
    precondition(row.count == dimension && embedding.frequencies == frequencies, "a row and an embedding of these features")
    for frequency in 0..<frequencies {
      var phase = 0.0
      for column in 0..<dimension { phase += directions[frequency * dimension + column] * row[column] }
      embedding.add(cosine: sign * cos(phase), sine: sign * sin(phase), at: frequency)
    }
    embedding.count += sign > 0 ? 1 : -1
  }
}
