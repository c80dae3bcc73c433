internal import CBLAS

/// Product of two matrices: C = op(A) · op(B), all of them column-major without gaps.
///
/// - Parameters:
///   - a: `[rows × inner]`, or `[inner × rows]` when `transposeA`.
///   - b: `[inner × columns]`, or `[columns × inner]` when `transposeB`.
///   - c: `[rows × columns]` or more; overwritten.
///   - rows: of C, below 2³¹, as the other sizes.
///   - inner: length of the sums; 0 gives zeros.
///   - columns: of C.
/// - Complexity: 2 · rows · inner · columns operations, no allocation of ours. Error of an entry ≤ inner · 2⁻⁵³ · Σ|a||b|.
///
/// Source: BLAS `dgemm` (Dongarra et al. 1990).
public func matrixProduct(
  _ a: Span<Double>, transposeA: Bool = false, _ b: Span<Double>, transposeB: Bool = false, rows: Int, inner: Int, columns: Int,
  into c: inout MutableSpan<Double>
) {
  precondition(blasHasOneThread && max(rows, inner, columns) < Int(Int32.max), "sizes fit 32 bits")
  precondition(a.count >= rows * inner && b.count >= inner * columns && c.count >= rows * columns, "the spans hold the matrices")
  guard rows > 0, columns > 0 else { return }
  // SAFETY: the spans hold as many values as the sizes say (checked above) and live for the call; dgemm writes rows · columns of c alone,
  // which overlaps nothing (exclusive inout). Leading dimensions are at least 1 as BLAS demands.
  unsafe a.withUnsafeBufferPointer { left in
    unsafe b.withUnsafeBufferPointer { right in
      unsafe c.withUnsafeMutableBufferPointer { result in
        unsafe cblas_dgemm(
          CblasColMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns), Int32(inner),
          1, left.baseAddress, Int32(max(1, transposeA ? inner : rows)), right.baseAddress, Int32(max(1, transposeB ? columns : inner)),
          0, result.baseAddress, Int32(rows))
      }
    }
  }
}
