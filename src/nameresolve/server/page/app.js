// The page: four questions, each a form, an answer, and an address to share (after the #, so it is never sent).
import { alignment, candidateList, el, facts, verdictCard } from "./draw.js";

const TABS = ["resolve", "compare", "variants", "annotate"];
const LONGEST_LINK = 1800;
const PAUSE = 350;
const told = document.getElementById("told");
const panels = Object.fromEntries(TABS.map((name) => [name, document.getElementById(name)]));
const running = {};

async function ask(question, fields) {
  running[question]?.abort();
  const controller = (running[question] = new AbortController());
  const body = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== "" && value !== undefined));
  const response = await fetch(`api/${question}`, {
    method: "POST", signal: controller.signal,
    headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail ?? answer.title ?? `The service answered ${response.status}.`);
  return answer;
}

function copyButton(label, text, what) {
  const button = el("button", { type: "button", class: "quiet", "aria-label": `${label}: ${what}` }, label);
  button.addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(text()); button.textContent = "Copied"; say(`Copied: ${what}`); }
    catch { button.textContent = "Could not copy"; }
    setTimeout(() => { button.textContent = label; }, 1500);
  });
  return button;
}

const linkButton = () => copyButton("Copy link", () => location.href, "to this answer");
const say = (text) => { told.textContent = text; };

const drawn = {
  resolve(decision) {
    const best = decision.candidates[0];
    const match = decision.status === "match";
    const entity = match ? decision.candidates.find((each) => each.id === decision.id) ?? best : null;
    const heading = match ? decision.name : decision.status === "ambiguous" ? "It may be one of several" : "No listed entity fits";
    const about = entity ? [facts(entity), " · ", el("code", {}, entity.id)] : null;
    const tools = [linkButton(), ...(match ? [copyButton("Copy id", () => decision.id, decision.id)] : [])];
    const cards = [verdictCard(decision.status, decision.score, heading, about, decision.reason, tools)];
    if (best?.evidence) {
      const shown = entity ?? best;
      cards.push(el("section", { class: "card" },
        el("h2", {}, match ? "Why: part by part" : `Nearest: ${shown.name}, part by part`),
        alignment(shown.evidence, decision.query, shown.log_odds)));
    }
    if (decision.candidates.length) {
      cards.push(el("section", { class: "card" }, el("h2", {}, "Candidates"), candidateList(decision.candidates, decision.query, false)));
    }
    say(`${decision.status}: ${match ? decision.name : heading}. ${decision.reason}`);
    return cards;
  },
  compare(comparison) {
    const heading = `${comparison.left} ~ ${comparison.right}`;
    say(`${comparison.verdict}: probability ${Math.round(comparison.score * 100)} percent`);
    return [
      verdictCard(comparison.verdict, comparison.score, heading, null, "", [linkButton()]),
      el("section", { class: "card" }, el("h2", {}, "Part by part"), alignment(comparison.evidence, comparison.left, comparison.log_odds)),
    ];
  },
  variants(answer) {
    const groups = new Map();
    for (const each of answer.variants) {
      const title = each.title ?? each.scheme.replaceAll("-", " ");
      groups.set(title, [...(groups.get(title) ?? []), each]);
    }
    const texts = [...new Set(answer.variants.map((each) => each.text))];
    say(`${texts.length} spellings`);
    const rows = [...groups].map(([title, found]) => el("div", { class: "group" },
      el("h3", {}, title),
      el("ul", { class: "spellings" }, ...found.map((each) => el("li", {}, el("bdi", { lang: each.language ?? false }, each.text)))),
      copyButton("Copy", () => found.map((each) => each.text).join("\n"), title)));
    return [el("section", { class: "card" },
      el("h2", {}, `${texts.length} spellings of ${answer.query}`),
      el("div", { class: "tools" },
        copyButton("Copy all", () => texts.join("\n"), "one spelling a line"),
        copyButton("Copy as search", () => texts.map((text) => `"${text}"`).join(" OR "), "all spellings, with OR between them"),
        linkButton()),
      el("div", { class: "groups" }, ...rows))];
  },
  annotate(answer, fields) {
    const letters = Array.from(fields.text);
    const detail = el("div", { "aria-live": "polite" });
    const buttons = [];
    const flow = el("div", { class: "text", dir: "auto" });
    let place = 0;
    for (const mention of answer.mentions) {
      const label = `${mention.text}: ${mention.status}${mention.name ? `, ${mention.name}` : ""}`;
      const button = el("button", { type: "button", class: `mention ${mention.status}`, "aria-expanded": "false", "aria-label": label }, mention.text);
      button.addEventListener("click", () => {
        const open = button.getAttribute("aria-expanded") === "true";
        buttons.forEach((each) => each.setAttribute("aria-expanded", "false"));
        button.setAttribute("aria-expanded", String(!open));
        detail.replaceChildren(...(open ? [] : [el("section", { class: "card" },
          el("h2", {}, `${mention.text} — ${mention.name ?? mention.status}`), el("p", {}, mention.reason),
          candidateList(mention.candidates, mention.text, false))]));
      });
      buttons.push(button);
      flow.append(letters.slice(place, mention.start).join(""), button);
      place = mention.end;
    }
    flow.append(letters.slice(place).join(""));
    const matched = new Set(answer.mentions.filter((each) => each.id).map((each) => each.id));
    const summary = `${answer.mentions.length} mentions of ${matched.size} known entities`;
    say(summary);
    return [el("section", { class: "card" }, el("h2", {}, summary), flow,
      el("p", { class: "legend" }, "Solid line: a match. Dashed: several may be meant. Choose a mention to see why."),
      el("div", { class: "tools" }, ...(location.hash.length > 1 ? [linkButton()] : []))), detail];
  },
};

function fieldsOf(name) {
  const fields = Object.fromEntries(new FormData(panels[name].querySelector("form")));
  for (const key of ["born", "limit"]) if (fields[key]) fields[key] = Number(fields[key]);
  return fields;
}

function asked(name, fields) {
  if (name !== "resolve") return fields;
  const { country, ...others } = fields;
  return { ...others, countries: country ? [country] : undefined, explain: true, limit: 6 };
}

function remember(name, fields) {
  const given = Object.entries(fields).filter(([, value]) => value !== "");
  const hash = `#${name}?${new URLSearchParams(given)}`;
  const base = location.pathname + location.search;
  history.replaceState(null, "", hash.length <= LONGEST_LINK ? base + hash : base);
}

async function answer(name) {
  const panel = panels[name];
  const place = panel.querySelector(".answer");
  const fields = fieldsOf(name);
  remember(name, fields);
  place.setAttribute("aria-busy", "true");
  try {
    place.replaceChildren(...drawn[name](await ask(name, asked(name, fields)), fields));
  } catch (error) {
    if (error.name === "AbortError") return;
    place.replaceChildren(el("p", { class: "card problem", role: "alert" }, error.message));
  }
  place.setAttribute("aria-busy", "false");
}

function show(name, focus = false) {
  for (const each of TABS) {
    const tab = document.getElementById(`tab-${each}`);
    tab.setAttribute("aria-selected", String(each === name));
    tab.tabIndex = each === name ? 0 : -1;
    panels[each].hidden = each !== name;
    if (focus && each === name) tab.focus();
  }
}

function fill(name, values) {
  for (const [key, value] of Object.entries(values)) {
    const field = panels[name].querySelector(`[name="${CSS.escape(key)}"]`);
    if (!field) continue;
    field.value = value;
    if (value && field.closest("details")) field.closest("details").open = true;
  }
}

function followAddress() {
  const [name, query] = location.hash.slice(1).split("?");
  if (!TABS.includes(name)) return;
  show(name);
  fill(name, Object.fromEntries(new URLSearchParams(query ?? "")));
  if (panels[name].querySelector("form").checkValidity()) answer(name);
}

for (const name of TABS) {
  const panel = panels[name];
  const form = panel.querySelector("form");
  let timer;
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); answer(name); });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    if (name !== "annotate") timer = setTimeout(() => { if (form.checkValidity()) answer(name); }, PAUSE);
  });
  for (const button of panel.querySelectorAll(".examples button")) {
    button.addEventListener("click", () => { fill(name, button.dataset); answer(name); });
  }
  document.getElementById(`tab-${name}`).addEventListener("click", () => show(name));
}

document.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
  const at = TABS.findIndex((name) => document.getElementById(`tab-${name}`) === event.target);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: TABS.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  show(TABS[(to + TABS.length) % TABS.length], true);
});

const theme = document.getElementById("theme");
const isDark = () => (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
theme.setAttribute("aria-pressed", String(isDark()));
theme.addEventListener("click", () => {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  theme.setAttribute("aria-pressed", String(isDark()));
});

window.addEventListener("hashchange", followAddress);
followAddress();
