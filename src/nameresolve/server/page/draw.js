// Answers as elements. Nothing here is HTML text: what the service says is set as text only.

export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

function svg(name, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

const SIGNS = { match: "✓", same: "✓", ambiguous: "?", uncertain: "?", none: "✕", different: "✕" };
const WORDS = {
  match: "Match", ambiguous: "Ambiguous", none: "No match",
  same: "Can be the same", uncertain: "Uncertain", different: "Different",
};
const RELATIONS = {
  same: "the same", licensed: "licensed", near: "a slip", equivalent: "another form", initial: "initial",
  acronym: "acronym", omitted: "left out", contradicting: "contradicts",
};

export function percent(score) {
  if (score >= 0.995 && score < 1) return "> 99";
  if (score > 0 && score < 0.005) return "< 1";
  return String(Math.round(score * 100));
}

function ring(score) {
  const around = 2 * Math.PI * 42;
  const drawing = svg("svg", { viewBox: "0 0 100 100", class: "ring", role: "img", "aria-label": `Probability ${percent(score)} percent` });
  const arc = svg("circle", { cx: 50, cy: 50, r: 42, class: "arc", "stroke-dasharray": `${(around * Math.max(score, 0.004)).toFixed(1)} ${around.toFixed(1)}` });
  const number = svg("text", { x: 50, y: 54 });
  number.textContent = percent(score);
  const unit = svg("text", { x: 50, y: 71, class: "unit" });
  unit.textContent = "percent";
  drawing.append(svg("circle", { cx: 50, cy: 50, r: 42 }), arc, number, unit);
  return drawing;
}

export function facts(entity) {
  const told = [...entity.roles.slice(0, 2)];
  if (!told.length && entity.kind) told.push(entity.kind);
  if (entity.born !== null && entity.born !== undefined) told.push(`born ${entity.born}`);
  if (entity.countries.length) told.push(entity.countries.join(", "));
  return told.join(" · ");
}

export function verdictCard(status, score, heading, about, reason, tools = []) {
  return el("article", { class: `card verdict ${status}` },
    el("div", {},
      el("span", { class: "badge" }, el("span", { "aria-hidden": "true" }, SIGNS[status]), WORDS[status]),
      el("h2", {}, heading),
      about ? el("div", { class: "facts" }, ...about) : null,
      el("div", { class: "tools" }, ...tools)),
    ring(score),
    reason ? el("p", { class: "reason" }, reason) : null);
}

// The letters of two parts that differ, by their longest common subsequence; none across scripts.
export function differing(left, right) {
  const a = Array.from(left), b = Array.from(right);
  const plain = (char) => char.normalize("NFD").toLowerCase();
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      table[i][j] = plain(a[i]) === plain(b[j]) ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  const marks = [a.map(() => true), b.map(() => true)];
  let i = 0, j = 0;
  while (i < a.length && j < b.length) {
    if (plain(a[i]) === plain(b[j])) { marks[0][i] = false; marks[1][j] = false; i += 1; j += 1; }
    else if (table[i + 1][j] >= table[i][j + 1]) i += 1;
    else j += 1;
  }
  return table[0][0] ? marks : [a.map(() => false), b.map(() => false)];
}

function partElement(side, text, marks) {
  if (!text) return el("span", { class: `part ${side} empty` }, "nothing");
  const node = el("bdi", { class: `part ${side}`, dir: "auto" });
  const letters = Array.from(text);
  for (let start = 0; start < letters.length;) {
    let end = start;
    while (end < letters.length && marks[end] === marks[start]) end += 1;
    const run = letters.slice(start, end).join("");
    node.append(marks[start] ? el("mark", {}, run) : run);
    start = end;
  }
  return node;
}

function signed(value) {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}

// Rounded so that what is shown adds up to the sum that is shown.
function roundedTerms(items) {
  let exact = 0, shown = 0;
  return items.map((item) => {
    exact += item.contribution;
    const term = Math.round(exact * 100) / 100 - shown;
    shown = Math.round(exact * 100) / 100;
    return term;
  });
}

function pairElement(item, term) {
  const marks = item.left && item.right ? differing(item.left, item.right) : [[], []];
  const unmarked = (text) => Array.from(text).map(() => false);
  const [head, ...tail] = item.rule.split(": ");
  return el("li", { class: `pair ${item.relation}` },
    partElement("left", item.left, item.left && item.right ? marks[0] : unmarked(item.left)),
    el("span", { class: "link" }, el("span", {}, RELATIONS[item.relation] ?? item.relation)),
    partElement("right", item.right, item.left && item.right ? marks[1] : unmarked(item.right)),
    el("p", { class: "rule" }, el("b", {}, head), ...(tail.length ? [el("br"), tail.join(": ")] : [])),
    el("p", { class: "weight" }, el("span", { class: "unseen" }, "evidence "), signed(term)));
}

// Part under part, in the order in which the first name is written.
export function alignment(evidence, left, logOdds) {
  const isPair = (item) => item.left || item.right;
  const place = (item) => (item.left ? left.toLowerCase().indexOf(item.left.toLowerCase()) : Infinity);
  const pairs = evidence.filter(isPair).map((item, index) => ({ item, index }));
  pairs.sort((a, b) => place(a.item) - place(b.item) || a.index - b.index);
  const rest = evidence.filter((item) => !isPair(item));
  const terms = roundedTerms([...pairs.map(({ item }) => item), ...rest]);
  return el("div", { class: "aligned" },
    el("ol", { class: "alignment" }, ...pairs.map(({ item }, index) => pairElement(item, terms[index]))),
    el("div", { class: "rest" },
      el("span", { class: "sum" }, `Sum ${signed(logOdds)} log-odds`), rest.length ? ": the parts above, and" : "",
      el("ul", {}, ...rest.map((item, index) => el("li", {}, `${item.rule} ${signed(terms[pairs.length + index])}`)))));
}

export function candidateList(candidates, query, open) {
  return el("ol", { class: "candidates" }, ...candidates.map((candidate, index) => {
    const fill = el("i");
    fill.style.width = `${Math.max(candidate.score * 100, 1)}%`;
    return el("li", {}, el("details", { open: open && index === 0 },
      el("summary", {},
        el("span", { class: "who" }, el("b", {}, candidate.name), el("span", {}, facts(candidate))),
        el("span", { class: "bar", "aria-hidden": "true" }, fill),
        el("span", { class: "share" }, `${percent(candidate.score)} %`)),
      el("div", { class: "inner" },
        el("p", { class: "facts" }, el("code", {}, candidate.id), ` · by its form “${candidate.form}”`),
        candidate.evidence ? alignment(candidate.evidence, query, candidate.log_odds) : null)));
  }));
}
