internal import CBLAS
internal import CLAPACKE

/// Cholesky factor in place: A = L Lᵀ with L lower triangular, zeros above its diagonal.
///
/// - Parameters:
///   - matrix: `[order × order]` or more, symmetric; its lower triangle is read. On failure its contents mean nothing.
///   - order: below 2³¹.
/// - Returns: `nil`, or the first row and column (0-based) up to which A is not positive definite. Nearly singular matrices may pass: look at
///   the diagonal of L.
/// - Complexity: order³/3 operations, no allocation of ours.
///
/// Source: LAPACK `dpotrf`.
public func choleskyFactor(_ matrix: inout MutableSpan<Double>, order: Int) -> Int? {
  precondition(blasHasOneThread && order < Int(Int32.max) && matrix.count >= order * order, "the span holds the matrix")
  guard order > 0 else { return nil }
  // SAFETY: order² values are there (checked above); dpotrf reads and writes the lower triangle only and keeps no pointer.
  let info = unsafe matrix.withUnsafeMutableBufferPointer { values in
    unsafe LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, CChar(UInt8(ascii: "L")), Int32(order), values.baseAddress, Int32(order))
  }
  precondition(info >= 0, "every argument is in range")
  if info > 0 { return Int(info) - 1 }
  for column in 1..<max(order, 1) {
    for row in 0..<column { matrix[column * order + row] = 0 }
  }
  return nil
}

/// Solves L Z = B, or Lᵀ Z = B, in place of B.
///
/// - Parameters:
///   - factor: `[order × order]`, lower triangular as ``choleskyFactor(_:order:)`` leaves it, no zero on the diagonal.
///   - order: rows of B.
///   - transposed: solve with Lᵀ.
///   - right: `[order × columns]` or more, column-major: B, then Z.
///   - columns: right-hand sides.
/// - Complexity: order² · columns operations, no allocation of ours.
///
/// Source: BLAS `dtrsm`.
public func solveTriangular(
  _ factor: Span<Double>, order: Int, transposed: Bool = false, right: inout MutableSpan<Double>, columns: Int
) {
  precondition(blasHasOneThread && max(order, columns) < Int(Int32.max), "sizes fit 32 bits")
  precondition(factor.count >= order * order && right.count >= order * columns, "the spans hold the matrices")
  guard order > 0, columns > 0 else { return }
  // SAFETY: sizes are checked above; dtrsm reads the factor's lower triangle and writes `right` alone (exclusive inout).
  unsafe factor.withUnsafeBufferPointer { lower in
    unsafe right.withUnsafeMutableBufferPointer { values in
      unsafe cblas_dtrsm(
        CblasColMajor, CblasLeft, CblasLower, transposed ? CblasTrans : CblasNoTrans, CblasNonUnit, Int32(order), Int32(columns), 1,
        lower.baseAddress, Int32(order), values.baseAddress, Int32(order))
    }
  }
}
