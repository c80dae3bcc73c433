#pragma once

#include <stdint.h>

// The one value of DuckDB's C interface that is passed by value, so that Swift cannot call with it through a function pointer of its own.
// Nothing is linked: the library is looked for when the program runs.
// Layout: duckdb.h, `duckdb_result`, unchanged since 0.5; its parts are private to the library.
typedef struct {
  uint64_t column_count;
  uint64_t row_count;
  uint64_t rows_changed;
  void *columns;
  char *error_message;
  void *internal_data;
} friday_duckdb_result;

// Calls `duckdb_fetch_chunk`, given as a pointer, with a result.
static inline void *friday_duckdb_fetch_chunk(void *function, const friday_duckdb_result *result) {
  return ((void *(*)(friday_duckdb_result))function)(*result);
}
