internal import CBLAS

/// Cross product of a matrix with itself: C = XᵀX, half the work of a product because C is symmetric.
///
/// - Parameters:
///   - x: `[rows × columns]`, column-major without gaps.
///   - rows: below 2³¹; 0 gives zeros.
///   - columns: order of C.
///   - c: `[columns × columns]` or more; both triangles are written.
/// - Complexity: rows · columns² operations, no allocation of ours.
///
/// Source: BLAS `dsyrk`.
public func crossProduct(_ x: Span<Double>, rows: Int, columns: Int, into c: inout MutableSpan<Double>) {
  precondition(blasHasOneThread && max(rows, columns) < Int(Int32.max), "sizes fit 32 bits")
  precondition(x.count >= rows * columns && c.count >= columns * columns, "the spans hold the matrices")
  guard columns > 0 else { return }
  // SAFETY: sizes are checked above; dsyrk reads x and writes the lower triangle of c, which overlaps nothing (exclusive inout).
  unsafe x.withUnsafeBufferPointer { source in
    unsafe c.withUnsafeMutableBufferPointer { result in
      unsafe cblas_dsyrk(
        CblasColMajor, CblasLower, CblasTrans, Int32(columns), Int32(rows), 1, source.baseAddress, Int32(max(1, rows)), 0, result.baseAddress,
        Int32(columns))
    }
  }
  for column in 0..<columns {
    for row in (column + 1)..<max(columns, column + 1) { c[row * columns + column] = c[column * columns + row] }
  }
}
