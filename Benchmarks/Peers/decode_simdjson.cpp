// simdjson's on-demand parser in front of the same book and the same state of orders as ours: numbers are read from their digits, so that the checksum is
// exact; sides are sorted arrays; times are read, too, as far as a check of their form goes.
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "peer.h"

namespace {
using namespace simdjson;

char *file;
size_t file_length;
std::vector<std::string_view> frames;
ondemand::parser parser;
bool is_book;
double results[6];

// A number's text as the integer of its last decimal.
int64_t fixed(std::string_view text, int scale) {
  int64_t value = 0;
  int behind = -1;
  for (char c : text) {
    if (c == '.') {
      behind = 0;
    } else if (c >= '0' && c <= '9') {
      value = value * 10 + (c - '0');
      if (behind >= 0) behind++;
    } else {
      break;
    }
  }
  for (behind = std::max(behind, 0); behind < scale; behind++) value *= 10;
  return value;
}

struct level {
  int64_t price, quantity;
};

struct book_side {
  std::vector<level> levels;
  bool descending;

  void apply(level change) {
    auto place = std::lower_bound(levels.begin(), levels.end(), change, [this](const level &a, const level &b) {
      return descending ? a.price > b.price : a.price < b.price;
    });
    bool found = place != levels.end() && place->price == change.price;
    if (change.quantity == 0) {
      if (found) levels.erase(place);
    } else if (found) {
      place->quantity = change.quantity;
    } else {
      levels.insert(place, change);
    }
  }
};

// CRC-32 as zlib's, four bytes a step.
struct crc_tables {
  std::array<std::array<uint32_t, 256>, 4> at;
  crc_tables() {
    for (uint32_t i = 0; i < 256; i++) {
      uint32_t value = i;
      for (int bit = 0; bit < 8; bit++) value = value & 1 ? value >> 1 ^ 0xedb88320u : value >> 1;
      at[0][i] = value;
    }
    for (int table = 1; table < 4; table++)
      for (uint32_t i = 0; i < 256; i++) at[table][i] = at[table - 1][i] >> 8 ^ at[0][at[table - 1][i] & 255];
  }
};
const crc_tables tables;

uint32_t crc32(const char *bytes, size_t length) {
  uint32_t crc = 0xffffffffu;
  for (; length >= 4; bytes += 4, length -= 4) {
    uint32_t word;
    memcpy(&word, bytes, 4);
    crc ^= word;
    crc = tables.at[3][crc & 255] ^ tables.at[2][crc >> 8 & 255] ^ tables.at[1][crc >> 16 & 255] ^ tables.at[0][crc >> 24];
  }
  for (; length; bytes++, length--) crc = crc >> 8 ^ tables.at[0][(crc ^ (unsigned char)*bytes) & 255];
  return ~crc;
}

uint32_t checksum(const book_side &asks, const book_side &bids) {
  char text[800], *to = text;
  for (const book_side *side : {&asks, &bids})
    for (size_t i = 0; i < std::min<size_t>(10, side->levels.size()); i++) {
      to = std::to_chars(to, text + sizeof text, side->levels[i].price).ptr;
      to = std::to_chars(to, text + sizeof text, side->levels[i].quantity).ptr;
    }
  return crc32(text, (size_t)(to - text));
}

padded_string_view padded(std::string_view frame) {
  return padded_string_view(frame.data(), frame.size(), file_length + SIMDJSON_PADDING - (size_t)(frame.data() - file));
}

void book() {
  static book_side bids{{}, true}, asks{{}, false};
  size_t right = 0;
  for (std::string_view frame : frames) {
    ondemand::document document = parser.iterate(padded(frame));
    std::string_view channel = document["channel"];
    if (channel != "book") continue;
    std::string_view type = document["type"];
    if (type == "snapshot") {
      bids.levels.clear();
      asks.levels.clear();
    }
    for (ondemand::object data : document["data"].get_array()) {
      std::string_view symbol = data["symbol"];
      if (symbol != "BTC/USD") continue;
      for (book_side *side : {&bids, &asks}) {
        for (ondemand::object change : data[side == &bids ? "bids" : "asks"].get_array()) {
          int64_t price = fixed(change["price"].raw_json_token(), 1);
          side->apply({price, fixed(change["qty"].raw_json_token(), 8)});
        }
        if (side->levels.size() > 10) side->levels.resize(10);
      }
      uint64_t stated = data["checksum"];
      std::string_view time = data["timestamp"];
      if (time.size() < 20 || time.back() != 'Z') fail("a time is not one");
      right += checksum(asks, bids) == stated;
    }
  }
  results[0] = (double)frames.size();
  results[1] = (double)right;
  results[2] = (double)bids.levels[0].price;
  results[3] = (double)asks.levels[0].price;
}

void executions() {
  struct state {
    int64_t wanted = -1, filled = 0;
  };
  static std::unordered_map<std::string, state> orders;
  orders.clear();
  size_t trades = 0, most = 0;
  int64_t quantity = 0;
  __int128 cost = 0;
  for (std::string_view frame : frames) {
    ondemand::document document = parser.iterate(padded(frame));
    std::string_view channel = document["channel"];
    if (channel != "executions") continue;
    for (ondemand::object row : document["data"].get_array()) {
      std::string name;
      bool is_trade = false;
      int64_t wanted = -1, filled = -1, traded = 0, paid = 0;
      for (auto field : row) {
        std::string_view key = field.unescaped_key();
        if (key == "order_id") {
          name = std::string(std::string_view(field.value()));
        } else if (key == "exec_type") {
          is_trade = std::string_view(field.value()) == "trade";
        } else if (key == "order_qty") {
          wanted = fixed(field.value().raw_json_token(), 8);
        } else if (key == "cum_qty") {
          filled = fixed(field.value().raw_json_token(), 8);
        } else if (key == "last_qty") {
          traded = fixed(field.value().raw_json_token(), 8);
        } else if (key == "cost") {
          paid = fixed(field.value().raw_json_token(), 9);
        }
      }
      state &order = orders[name];
      if (wanted >= 0) order.wanted = wanted;
      if (filled >= 0) order.filled = filled;
      if (is_trade) {
        trades++;
        quantity += traded;
        cost += paid;
      }
      if (order.wanted == order.filled) orders.erase(name);
      most = std::max(most, orders.size());
    }
  }
  const double all[] = {(double)frames.size(), (double)trades, (double)quantity / 1e8, (double)cost / 1e9, (double)most, (double)orders.size()};
  std::copy(std::begin(all), std::end(all), results);
}
} // namespace

static void prepare(const request *asked) {
  free(file);
  file = contents(asked->files[0], SIMDJSON_PADDING, &file_length);
  frames.clear();
  for (char *at = file; at < file + file_length;) {
    char *end = (char *)memchr(at, '\n', (size_t)(file + file_length - at));
    frames.emplace_back(at, (size_t)(end - at));
    at = end + 1;
  }
  is_book = strcmp(asked->row, "book") == 0;
}

static void work(void) {
  try {
    is_book ? book() : executions();
  } catch (const simdjson_error &error) {
    fail("%s", error.what());
  }
}

static int answer(double *numbers) {
  int count = is_book ? 4 : 6;
  std::copy(results, results + count, numbers);
  return count;
}
