// The page shows one value, the engine's snapshot, as it comes over /events. What is null gets a reason, never a zero.

import { Gauge, Sparkline } from "./charts.js";

const byId = (id) => document.getElementById(id);
const root = document.documentElement;
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const nothing = "–";
const thin = "\u00a0";

// Printing

const count = (value) => (value === null ? nothing : whole.format(value));
const clock = (text) => (text ? text.slice(11, 19) : nothing);

function compact(value) {
  if (value < 1e7) return whole.format(value);
  return `${(value / 1e6).toFixed(value < 1e8 ? 2 : 1)}${thin}M`;
}

function price(value) {
  if (value === null) return nothing;
  const size = Math.abs(value);
  const digits = size >= 1000 ? 2 : size >= 1 ? 4 : 6;
  return value.toLocaleString("en", { minimumFractionDigits: digits > 2 ? 2 : digits, maximumFractionDigits: digits });
}

function amount(value) {
  if (value === null) return nothing;
  if (value === 0) return "0";
  const size = Math.abs(value);
  const text = size >= 1e6 || size < 1e-4 ? value.toExponential(2) : String(Number(value.toPrecision(4)));
  return text.replace(/^-/, "−");
}

function seconds(value) {
  if (value === null || value === undefined) return nothing;
  if (value < 1e-3) return `${(value * 1e6).toPrecision(3)}${thin}µs`;
  if (value < 1) return `${(value * 1e3).toPrecision(3)}${thin}ms`;
  return `${value.toFixed(2)}${thin}s`;
}

function span(value) {
  const minutes = Math.floor(value / 60), hours = Math.floor(minutes / 60), days = Math.floor(hours / 24);
  if (days) return `${days} d ${hours % 24} h`;
  if (hours) return `${hours} h ${minutes % 60} min`;
  return minutes ? `${minutes} min ${Math.floor(value % 60)} s` : `${Math.floor(value)} s`;
}

function rate(value) {
  if (value === null) return nothing;
  return value >= 100 ? whole.format(value) : value.toFixed(1);
}

// The document: text is set only where it changes, lists are matched by key, so that nothing flickers or loses its focus.

function put(node, text, raw) {
  if (typeof node === "string") node = byId(node);
  if (node.textContent !== text) node.textContent = text;
  if (raw !== undefined) node.dataset.value = raw === null ? "" : String(raw);
}

function make(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

/** A name that may be broken behind its underscores, nowhere else. */
function name(node, text) {
  const words = text.split("_");
  words.forEach((word, index) => {
    if (index > 0) node.append(document.createElement("wbr"));
    node.append(index < words.length - 1 ? `${word}_` : word);
  });
  return node;
}

/** Makes `parent` hold one child for each item in order: kept by key, made when new, dropped when gone. */
function list(parent, items, key, create, update) {
  const known = (parent.known ??= new Map());
  const seen = new Set();
  let place = parent.firstElementChild;
  for (const item of items) {
    const id = key(item);
    if (seen.has(id)) continue;
    seen.add(id);
    let node = known.get(id);
    if (!node) known.set(id, (node = create(item)));
    if (node === place) place = place.nextElementSibling;
    else parent.insertBefore(node, place);
    update(node, item);
  }
  for (const [id, node] of known) {
    if (seen.has(id)) continue;
    node.remove();
    known.delete(id);
  }
}

// Rates: differences of successive snapshots over the last seconds, by the server's clock.

const marks = [];
let arrived = null;

function rates(snapshot) {
  const at = Date.parse(snapshot.at);
  const before = marks[marks.length - 1];
  if (before && (snapshot.ticks < before.ticks || snapshot.started_at !== before.start)) {
    marks.length = 0;
    history.clear();
  }
  arrived = performance.now();
  marks.push({ at, ticks: snapshot.ticks, predictions: snapshot.predictions, start: snapshot.started_at });
  while (marks.length > 2 && at - marks[0].at > 3000) marks.shift();
  const first = marks[0];
  const elapsed = (at - first.at) / 1000;
  if (elapsed <= 0) return { ticks: null, predictions: null };
  return { ticks: (snapshot.ticks - first.ticks) / elapsed, predictions: (snapshot.predictions - first.predictions) / elapsed };
}

function showTotals(snapshot) {
  const { ticks, predictions } = rates(snapshot);
  put("ticks", compact(snapshot.ticks), snapshot.ticks);
  put("ticks-rate", rate(ticks), ticks);
  put("predictions", compact(snapshot.predictions), snapshot.predictions);
  put("predictions-rate", rate(predictions), predictions);

  const odd = [[snapshot.outcomes_late, "late"], [snapshot.outcomes_missing, "missing"]].filter(([n]) => n > 0);
  put("outcomes", compact(snapshot.outcomes), snapshot.outcomes);
  put("outcomes-note", [[snapshot.outcomes_pending, "pending"], ...odd].map(([n, word]) => `${count(n)} ${word}`).join(", "));
  byId("outcomes-note").dataset.pending = snapshot.outcomes_pending;

  put("brier", snapshot.brier_score === null ? nothing : snapshot.brier_score.toFixed(4), snapshot.brier_score);
  if (snapshot.brier_score !== null) {
    put("brier-note", `${((100 * snapshot.outcomes_happened) / snapshot.outcomes).toFixed(1)}${thin}% happened`);
  } else if (snapshot.next_horizon) {
    put("brier-note", `no outcome yet: the first horizon passes at ${clock(snapshot.next_horizon)}`);
  } else {
    put("brier-note", snapshot.predictions ? "no outcome yet: no horizon has passed" : "no prediction yet");
  }

  const { tick_to_prediction: whole, service } = snapshot.latency_seconds;
  const measured = whole ?? { p50: null, p99: null };
  put("latency-p99", seconds(measured.p99), measured.p99);
  byId("latency-note").dataset.p50 = measured.p50 ?? "";
  if (measured.p99 !== null) put("latency-note", `p50 ${seconds(measured.p50)}, max ${seconds(measured.max)}`);
  else if (whole === null && service.p99 !== null) {
    put("latency-note", `not paced: service p50 ${seconds(service.p50)}, p99 ${seconds(service.p99)}`);
  } else put("latency-note", "nothing measured yet");

  put("journal-points", compact(snapshot.points_journaled), snapshot.points_journaled);
  put("journal-note", `${count(snapshot.records_journaled)} records`);
  const uploaded = snapshot.points_uploaded;
  put("uploaded", uploaded === null ? nothing : compact(uploaded), uploaded);
  put("uploaded-note", uploaded === null ? "no InfluxDB is configured" : `${count(snapshot.points_journaled - uploaded)} still to go`);
}

function showHeader(snapshot) {
  put("source", snapshot.source);
  put("event-time", snapshot.event_time ? `${snapshot.event_time.slice(0, 10)} ${clock(snapshot.event_time)} UTC` : "none yet");
  put("models", snapshot.models.map((model) => `${model.name} ${model.version}`).join(", ") || "none");
  const banner = byId("failure");
  banner.hidden = snapshot.failure === null;
  put(banner, snapshot.failure === null ? "" : `The engine has stopped: ${snapshot.failure}`);
  state(snapshot.connected ? "connected" : "disconnected");
}

function state(name) {
  const words = { connected: "feed connected", disconnected: "feed not connected", lost: "dashboard offline, retrying" };
  byId("connection").dataset.state = name;
  put("connection", words[name]);
}

let started = null;
const showUptime = () => { if (started !== null) put("uptime", span((Date.now() - started) / 1000)); };

// Markets

const history = new Map();
const kept = 120000;

function showMarkets(snapshot) {
  byId("markets-empty").hidden = snapshot.markets.length > 0;
  const at = Date.parse(snapshot.at);
  list(byId("markets"), snapshot.markets, (market) => market.symbol, makeMarket, (node, market) => {
    const { bid, ask, last, probability } = market;
    const mid = bid !== null && ask !== null ? (bid + ask) / 2 : last;
    const points = history.get(market.symbol) ?? [];
    history.set(market.symbol, points);
    points.push({ at, mid, probability });
    while (points.length > 2 && at - points[0].at > kept) points.shift();
    const { parts } = node;
    put(parts.mid, price(mid), mid);
    put(parts.bid, price(bid));
    put(parts.ask, price(ask));
    put(parts.last, price(last));
    put(parts.spread, bid !== null && ask !== null ? `${amount((1e4 * (ask - bid)) / mid)} bp` : nothing);
    put(parts.seen, `${count(market.ticks)} ticks, ${count(market.predictions)} predictions`);
    parts.gauge.show(probability);
    parts.price.draw(points.map((point) => ({ at: point.at, value: point.mid })), kept);
    parts.chance.draw(points.map((point) => ({ at: point.at, value: point.probability })), kept);
  });
}

function makeMarket(market) {
  const node = make("article", "card market");
  node.dataset.market = market.symbol;
  const quotes = make("p", "quotes");
  const parts = { mid: make("p", "mid"), bid: make("b"), ask: make("b"), last: make("b"), spread: make("b"), seen: make("p", "note seen") };
  for (const word of ["bid", "ask", "last", "spread"]) {
    const quote = make("span", "", `${word} `);
    quote.append(parts[word]);
    quotes.append(quote, " ");
  }
  parts.gauge = new Gauge("probability");
  parts.price = new Sparkline("mid", "price", price);
  parts.chance = new Sparkline("probability", "chance", (value) => `${(100 * value).toFixed(1)} %`);
  node.append(make("h3", "", market.symbol), parts.mid, parts.gauge.node, quotes, parts.seen, parts.price.node, parts.chance.node);
  node.parts = parts;
  return node;
}

// Features: a row a feature, a column a market.

function showFeatures(snapshot) {
  const table = byId("features");
  const markets = snapshot.markets;
  const names = [...new Set(markets.flatMap((market) => market.features.map((feature) => feature.name)))];
  const missing = markets.flatMap((market) => market.features).filter((feature) => feature.value === null).length;
  byId("features-empty").hidden = names.length > 0;
  table.hidden = names.length === 0;
  put("features-count", names.length ? `${names.length}${missing ? `, ${missing} missing` : ""}` : "");
  header(table, names.length ? ["feature", ...markets.map((market) => market.symbol)] : []);
  const values = markets.map((market) => new Map(market.features.map((feature) => [feature.name, feature])));
  list(table.tBodies[0], names, (feature) => `${feature} ${markets.length}`, (feature) => {
    const row = make("tr");
    row.dataset.feature = feature;
    const head = name(make("th"), feature);
    head.scope = "row";
    row.append(head, ...markets.map(() => make("td")));
    return row;
  }, (row, feature) => {
    values.forEach((of, column) => {
      const { value = null, stale = false } = of.get(feature) ?? {};
      const cell = row.children[column + 1];
      put(cell, value !== null ? amount(value) : stale ? "stale" : "missing", value);
      cell.toggleAttribute("data-missing", value === null);
    });
  });
}

function showModels(snapshot) {
  const table = byId("model-scores");
  put("model-swaps", snapshot.model_swaps ? `swapped ${snapshot.model_swaps === 1 ? "once" : `${count(snapshot.model_swaps)} times`}` : "");
  header(table, ["model", "role", "predictions", "outcomes", "Brier"]);
  list(table.tBodies[0], snapshot.model_scores, (score) => `${score.name} ${score.version}`, (score) => {
    const row = make("tr");
    const head = name(make("th"), `${score.name} ${score.version}`);
    head.scope = "row";
    row.append(head, make("td"), make("td"), make("td"), make("td"));
    return row;
  }, (row, score) => {
    const cells = [score.role, count(score.predictions), count(score.outcomes), score.brier === null ? "not yet" : score.brier.toFixed(4)];
    cells.forEach((text, column) => put(row.children[column + 1], text));
  });
}

function header(table, titles) {
  if (table.titles === titles.join("|")) return;
  table.titles = titles.join("|");
  const row = make("tr");
  for (const title of titles) {
    const cell = make("th", "", title);
    cell.scope = "col";
    row.append(cell);
  }
  table.tHead.replaceChildren(row);
}

// Drift

const testNames = { ks: "KS", psi_qa: "PSI", adwin: "ADWIN" };

function showDrift(snapshot) {
  const { checks, alarms_total: total, alarms, verdicts } = snapshot.drift;
  const tests = [...new Set(verdicts.map((verdict) => verdict.test))].sort();
  const symbols = [...new Set(verdicts.map((verdict) => verdict.symbol))];
  const cells = new Map(verdicts.map((verdict) => [`${verdict.symbol} ${verdict.feature} ${verdict.test}`, verdict]));
  const table = byId("verdicts");
  byId("drift-empty").hidden = verdicts.length > 0;
  byId("drift-legend").hidden = verdicts.length === 0;
  table.hidden = verdicts.length === 0;
  put("drift-checks", checks ? `${count(checks)} checks` : "");
  header(table, verdicts.length ? ["what", ...tests.map((test) => testNames[test] ?? test)] : []);
  const rows = symbols.flatMap((symbol) => {
    const features = [...new Set(verdicts.filter((verdict) => verdict.symbol === symbol).map((verdict) => verdict.feature))];
    return [{ symbol, feature: null }, ...features.map((feature) => ({ symbol, feature }))];
  });
  list(table.tBodies[0], rows, (row) => `${row.symbol} ${row.feature} ${tests.join()}`, (row) => {
    const node = make("tr", row.feature === null ? "symbol" : "");
    const head = name(make("th"), row.feature ?? row.symbol);
    head.scope = row.feature === null ? "rowgroup" : "row";
    if (row.feature === null) head.colSpan = tests.length + 1;
    node.append(head);
    if (row.feature !== null) node.append(...tests.map(makeVerdict));
    return node;
  }, (node, row) => {
    if (row.feature === null) return;
    tests.forEach((test, column) => showVerdict(node.children[column + 1], cells.get(`${row.symbol} ${row.feature} ${test}`)));
  });
  showAlarms(alarms, total);
}

function makeVerdict() {
  const cell = make("td");
  cell.append(make("span"), make("small"));
  return cell;
}

function showVerdict(cell, verdict) {
  const [statistic, chance] = cell.children;
  cell.classList.toggle("blank", !verdict);
  if (!verdict) {
    put(statistic, "not run");
    put(chance, "");
    delete cell.dataset.severity;
    return;
  }
  cell.dataset.test = verdict.test;
  cell.dataset.drifted = verdict.drifted;
  cell.dataset.severity = verdict.drifted ? verdict.severity : "none";
  cell.title = `${verdict.reason}\n${verdict.guarantee}`;
  put(statistic, amount(verdict.statistic), verdict.statistic);
  put(chance, verdict.pvalue === null ? `${count(verdict.n_current)} values` : `p ${verdict.pvalue < 1e-4 ? verdict.pvalue.toExponential(1) : verdict.pvalue.toPrecision(2)}`);
}

function showAlarms(alarms, total) {
  byId("alarms-empty").hidden = alarms.length > 0;
  byId("alarms").hidden = alarms.length === 0;
  put("alarms-count", total ? (total > alarms.length ? `latest ${alarms.length} of ${count(total)}` : count(total)) : "");
  list(byId("alarms"), alarms, (alarm) => `${alarm.time} ${alarm.symbol} ${alarm.feature} ${alarm.test}`, (alarm) => {
    const node = make("li");
    const chip = make("span", "chip", alarm.severity);
    chip.dataset.severity = alarm.severity;
    const time = make("time", "", `${alarm.time.slice(0, 10)} ${clock(alarm.time)} UTC, ${alarm.kind} drift`);
    time.dateTime = alarm.time;
    node.append(make("p", "what", `${alarm.feature}, ${testNames[alarm.test] ?? alarm.test}, ${alarm.symbol}`), chip,
      make("p", "why", alarm.reason), make("p", "pledge", alarm.guarantee), time);
    return node;
  }, () => {});
}

// Account and feed

function showAccount(account) {
  byId("account-empty").hidden = account !== null;
  byId("account-body").hidden = account === null;
  put("account-name", account?.name ?? "");
  if (!account) return;
  const { orders, fills, balances, reconciliation } = account;
  put("orders", count(orders), orders);
  put("fills", count(fills), fills);
  put("reconciliation", reconciliation.status ?? "none yet");
  put("reconciliation-note", reconciliation.checks
    ? `${count(reconciliation.checks)} run${reconciliation.checks === 1 ? "" : "s"}, last ${clock(reconciliation.time)}: `
      + `${count(reconciliation.discrepancies)} discrepancies, ${count(reconciliation.corrected)} corrected, ${count(reconciliation.open)} open`
    : "not reconciled yet: the first run comes at start");
  list(byId("balances").tBodies[0], balances, (balance) => balance.asset, (balance) => {
    const row = make("tr");
    row.dataset.asset = balance.asset;
    const head = make("th", "", balance.asset);
    head.scope = "row";
    row.append(head, make("td"));
    return row;
  }, (row, balance) => put(row.children[1], grouped(balance.amount), balance.amount));
}

/** An exact decimal with its whole part grouped; the digits stay as they came. */
function grouped(text) {
  const [units, fraction] = text.split(".");
  const digits = units.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction ? `${digits}.${fraction}` : digits;
}

function showFeed(snapshot) {
  for (const [id, key] of [["frames", "frames"], ["frames-unknown", "frames_unknown"], ["frames-malformed", "frames_malformed"],
    ["checksum-mismatches", "checksum_mismatches"], ["resyncs", "resyncs"], ["reconnects", "reconnects"]]) {
    put(id, compact(snapshot[key]), snapshot[key]);
  }
}

// Theme: as the system has it, or as chosen here.

const themes = ["auto", "dark", "light"];
const stored = () => { try { return localStorage.getItem("theme"); } catch { return null; } };

function useTheme(name) {
  if (name === "auto") delete root.dataset.theme; else root.dataset.theme = name;
  put("theme", name);
  byId("theme").setAttribute("aria-label", `Colour scheme: ${name === "auto" ? "as the system has it" : name}`);
  try { localStorage.setItem("theme", name); } catch { /* private mode: the choice lasts as long as the page */ }
}

useTheme(themes.includes(stored()) ? stored() : "auto");
byId("theme").addEventListener("click", () => useTheme(themes[(themes.indexOf(byId("theme").textContent) + 1) % 3]));

// The stream

let updates = 0;

function show(snapshot) {
  started = Date.now() - 1000 * snapshot.uptime_seconds;
  showHeader(snapshot);
  showUptime();
  showTotals(snapshot);
  showMarkets(snapshot);
  showFeatures(snapshot);
  showModels(snapshot);
  showDrift(snapshot);
  showAccount(snapshot.account);
  showFeed(snapshot);
  updates += 1;
  put("updates", count(updates), updates);
  root.dataset.updates = updates;
}

const events = new EventSource("/events");
events.addEventListener("snapshot", (event) => show(JSON.parse(event.data)));
events.addEventListener("error", () => state("lost"));
setInterval(() => {
  showUptime();
  // The stream sends changes only: when none comes for a while, nothing ticks.
  if (arrived === null || performance.now() - arrived < 3000 || events.readyState !== EventSource.OPEN) return;
  put("ticks-rate", "0", 0);
  put("predictions-rate", "0", 0);
}, 1000);
