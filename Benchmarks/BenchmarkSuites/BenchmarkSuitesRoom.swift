enum BenchmarkSuitesRoom {}
