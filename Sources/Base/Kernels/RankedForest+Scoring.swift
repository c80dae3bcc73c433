internal import CKernels

extension RankedForest {
  /// The sum of a model with one output.
  ///
  /// - Parameters:
  ///   - row: one value a column.
  ///   - start: where the sum begins; with single sums a single-precision number.
  public func add(_ row: Span<Double>, to start: Double) -> Double {
    precondition(row.count == featureCount && outputCount == 1, "one value a column, one output")
    var sum = start
    // SAFETY: the row has the columns that the forest was checked against, the sum is its one output; neither is kept.
    unsafe row.withUnsafeBufferPointer { values in
      unsafe friday_forest_add(machine.start.assumingMemoryBound(to: friday_forest.self), values.baseAddress, &sum)
    }
    return sum
  }

  /// Adds (or compares) each tree's leaf to its output.
  ///
  /// - Parameters:
  ///   - row: one value a column.
  ///   - sums: one an output, begun by the caller.
  public func add(_ row: Span<Double>, to sums: inout MutableSpan<Double>) {
    precondition(row.count == featureCount && sums.count == outputCount, "one value a column, one sum an output")
    // SAFETY: both spans have the sizes that the forest was checked against; neither is kept.
    unsafe row.withUnsafeBufferPointer { values in
      unsafe sums.withUnsafeMutableBufferPointer { results in
        unsafe friday_forest_add(machine.start.assumingMemoryBound(to: friday_forest.self), values.baseAddress, results.baseAddress)
      }
    }
  }

  /// The same for many rows, in blocks of sixty-four with eight of them walked together through each tree.
  ///
  /// - Parameters:
  ///   - rows: row-major, shape `[count][columns]`.
  ///   - sums: row-major, shape `[count][outputs]` or longer, begun by the caller.
  public func add(rows: Span<Double>, count: Int, to sums: inout MutableSpan<Double>) {
    precondition(count >= 0 && rows.count == count * featureCount && sums.count >= count * outputCount, "one value a column and row, one sum an output and row")
    // SAFETY: both spans have the sizes that the forest was checked against; neither is kept.
    unsafe rows.withUnsafeBufferPointer { values in
      unsafe sums.withUnsafeMutableBufferPointer { results in
        unsafe friday_forest_add_rows(machine.start.assumingMemoryBound(to: friday_forest.self), values.baseAddress, count, results.baseAddress)
      }
    }
  }

  /// The model's number of the leaf that a row reaches in each tree.
  ///
  /// - Parameters:
  ///   - row: one value a column.
  ///   - leaves: one a tree, overwritten.
  public func leaves(_ row: Span<Double>, into leaves: inout MutableSpan<Int32>) {
    precondition(row.count == featureCount && leaves.count == treeCount, "one value a column, one place a tree")
    // SAFETY: both spans have the sizes that the forest was checked against; neither is kept.
    unsafe row.withUnsafeBufferPointer { values in
      unsafe leaves.withUnsafeMutableBufferPointer { results in
        unsafe friday_forest_leaves(machine.start.assumingMemoryBound(to: friday_forest.self), values.baseAddress, results.baseAddress)
      }
    }
  }
}
