internal import CKernels

/// Quadratic forms of a matrix of all pairs, K₀ᵢⱼ = k(‖xᵢ − xⱼ‖) with zeros on its diagonal, without storing it.
///
/// ```text
/// forms_b = W_bᵀ K₀ W_b        product = K₀ u
/// ```
///
/// With one vector of signs a permutation in W, all permutations of a two-sample test are one matrix product with K₀. K₀ is symmetric:
/// only pairs i > j are computed, in tiles of 128 × 128 that stay in the second-level cache, and only half of the product's operations.
/// Distances are sums of squared differences: relative error below (dimension + 2) · 2⁻⁵³, nothing cancels. Vector width by the processor.
///
/// - Parameters:
///   - points: `[count × dimension]`, column-major, finite.
///   - kernel: k.
///   - weights: `[count × weightCount]`, column-major: W.
///   - vector: `count` values: u.
///   - forms: `weightCount` or more; overwritten.
///   - product: `count` or more; overwritten.
/// - Complexity: count²/2 · (3 · dimension + 2 · weightCount + 4) operations and count²/2 values of k; memory for copies of points and
///   weights and a tile (128 KiB).
///
/// Source: Gretton et al. 2012 for the statistic; register blocking as in Goto & van de Geijn 2008.
public func pairwiseForms(
  _ points: Span<Double>, count: Int, dimension: Int, kernel: PairwiseKernel, weights: Span<Double>, weightCount: Int, vector: Span<Double>,
  forms: inout MutableSpan<Double>, product: inout MutableSpan<Double>
) {
  pairwiseForms(
    points, count: count, dimension: dimension, kernel: kernel, weights: weights, weightCount: weightCount, vector: vector, forms: &forms,
    product: &product, vectorWidth: widestVector)
}

/// Doubles in the widest vector of this processor: 2, 4 or 8.
let widestVector = friday_vector_width()

/// The same with vectors of a width that the processor has.
func pairwiseForms(
  _ points: Span<Double>, count: Int, dimension: Int, kernel: PairwiseKernel, weights: Span<Double>, weightCount: Int, vector: Span<Double>,
  forms: inout MutableSpan<Double>, product: inout MutableSpan<Double>, vectorWidth: Int32
) {
  precondition(vectorWidth <= widestVector, "a width that the processor has")
  precondition(weights.count >= count * weightCount && vector.count >= count, "weights and vector have one value a point")
  precondition(forms.count >= weightCount && product.count >= count, "room for the results")
  guard count > 0 else { return }
  let layout = PairwisePoints(points, count: count, dimension: dimension)
  let panels = (weightCount + 7) / 8
  var packed = [Double](repeating: 0, count: panels * layout.padded * 8)
  for column in 0..<weightCount {
    let base = column / 8 * layout.padded * 8 + column % 8
    for row in 0..<count { packed[base + row * 8] = weights[column * count + row] }
  }
  var padded = [Double](repeating: 0, count: layout.padded)
  for row in 0..<count { padded[row] = vector[row] }
  var scratch = [Double](repeating: 0, count: friday_pair_scratch(panels))
  var sums = [Double](repeating: 0, count: panels * 8)
  var products = [Double](repeating: 0, count: layout.padded)
  let (kind, rate) = kernel.code
  // SAFETY: the arrays have the sizes that CKernels.h asks for: rows count · dimension, blocks and weights padded to eight, scratch as the
  // library says, 8 · panels forms and ⌈count/8⌉ · 8 products, both zero. None overlaps another, none is kept.
  unsafe friday_pair_forms(
    vectorWidth, layout.rows, layout.blocks, count, dimension, kind, rate, packed, panels, padded, &scratch, &sums, &products)
  for index in 0..<weightCount { forms[index] = sums[index] }
  for row in 0..<count { product[row] = products[row] }
}

extension PairwiseKernel {
  /// The library's number of the kernel, and its rate.
  fileprivate var code: (kind: Int32, rate: Double) {
    switch self {
    case .gaussian(let rate): (Int32(FRIDAY_PAIR_GAUSSIAN.rawValue), rate)
    case .distance: (Int32(FRIDAY_PAIR_DISTANCE.rawValue), 0)
    case .inverseDistance: (Int32(FRIDAY_PAIR_INVERSE.rawValue), 0)
    }
  }
}
