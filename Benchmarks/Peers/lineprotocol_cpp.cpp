// A loop around std::to_chars, into memory that is large enough: what a program would write that encodes nothing but this line.
#include <charconv>
#include <cstdint>
#include <vector>

#include "peer.h"

namespace {
struct tick {
  double values[4];    // ask, bid, price, quantity
  int64_t decimals[4]; // the same as the integers of their last decimals
};
std::vector<tick> ticks;
std::vector<char> text;
size_t length;
bool is_decimal;

template <size_t N>
char *put(char *to, const char (&literal)[N]) {
  memcpy(to, literal, N - 1);
  return to + N - 1;
}

char *number(char *to, int64_t value) { return std::to_chars(to, to + 24, value).ptr; }

// The digits of an integer with a point `scale` places before their end, without zeros at the end.
char *decimal(char *to, int64_t value, int64_t power, int scale) {
  to = number(to, value / power);
  int64_t fraction = value % power;
  if (fraction == 0) return to;
  *to++ = '.';
  for (int place = scale - 1; place >= 0; place--) {
    to[place] = (char)('0' + fraction % 10);
    fraction /= 10;
  }
  to += scale;
  while (to[-1] == '0') to--;
  return to;
}

template <int field>
char *value(char *to, const tick &row) {
  if (!is_decimal) return std::to_chars(to, to + 32, row.values[field]).ptr;
  return field == 3 ? decimal(to, row.decimals[field], 100000000, 8) : decimal(to, row.decimals[field], 10, 1);
}
} // namespace

static void prepare(const request *asked) {
  size_t bytes;
  char *file = contents(asked->files[0], 0, &bytes);
  const double *columns = reinterpret_cast<const double *>(file);
  size_t count = bytes / 32;
  const double *order[4] = {columns + 3 * count, columns + 2 * count, columns, columns + count};
  ticks.resize(count);
  for (size_t i = 0; i < count; i++)
    for (int field = 0; field < 4; field++) {
      ticks[i].decimals[field] = (int64_t)order[field][i];
      ticks[i].values[field] = order[field][i] / (field == 3 ? 1e8 : 10.0);
    }
  text.resize(count * 256);
  is_decimal = strcmp(asked->row, "encode_decimal") == 0;
  free(file);
}

static void work(void) {
  char *to = text.data();
  int64_t id = 1000000000, time = 1700000000123456789;
  for (const tick &row : ticks) {
    to = value<0>(put(to, "tick,exchange=kraken,side=buy,symbol=BTC-USD ask="), row);
    to = value<1>(put(to, ",bid="), row);
    to = number(put(to, ",id="), id++);
    to = value<2>(put(to, "i,price="), row);
    to = value<3>(put(to, ",qty="), row);
    *to++ = ' ';
    to = number(to, time);
    *to++ = '\n';
    time += 1000003;
  }
  length = (size_t)(to - text.data());
}

static int answer(double *numbers) {
  numbers[0] = (double)length;
  numbers[1] = 0;
  for (size_t place = 0; place < length; place += 97) numbers[1] += (unsigned char)text[place];
  return 2;
}
