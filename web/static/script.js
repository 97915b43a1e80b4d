"use strict";
// Every page works without this. It saves what is typed while it is typed, keeps a copy on the device until the server
// has it, and shows at once what an answer gives. All words come from the page or from the server.
//
// form[data-save-url]   a form that is saved: data-account, data-draft, data-page tell whose it is, and of what
// [data-saving]         whether it is saved; its data-words-… are the words, with {time} in them
// [data-shadow]         the offer of what this device kept, with buttons [data-take] and [data-leave]
// [data-criterion]      a criterion: in it [data-got], [data-why], and [data-lost], which asks why points were lost
// [data-bar]            [data-least], [data-most], [data-left]; [data-exact] where both are one, else [data-between]

const TYPED = 2000, CHOSEN = 300, LONGEST = 60000, PATIENCE = 8000, MOST_SENT = 20;
const KEPT = "chamdiem/";
const OURS = new Set(["csrfmiddlewaretoken", "version"]);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const clock = () => new Date().toTimeString().slice(0, 5);

// --- what stands in a form: {name: [value, …]}; a name without a value is blank ---

function fieldsOf(form) {
  const fields = {};
  for (const [name, value] of new FormData(form))
    if (!OURS.has(name) && typeof value === "string") (fields[name] = fields[name] || []).push(value);
  return fields;
}
const textOf = (fields, name) => (fields[name] || [""]).join("\n").trim();
const changedIn = (one, other) =>
  Object.keys({ ...one, ...other }).filter((name) => textOf(one, name) !== textOf(other, name));
const pairsOf = (fields) => Object.entries(fields).flatMap(([name, values]) => values.map((value) => [name, value]));

function put(form, name, values) {
  for (const field of form.elements) {
    if (field.name !== name) continue;
    if (/radio|checkbox/.test(field.type)) field.checked = values.includes(field.value);
    else field.value = values[0] || "";
  }
}

// --- the copy on this device; some browsers keep none ---

function kept(key, value) {
  try {
    if (value === undefined) return JSON.parse(localStorage.getItem(key));
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch { /* then there is no copy, and the page warns before it is left */ }
  return null;
}
function forgetAll() {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(KEPT)) localStorage.removeItem(key);
  } catch { /* nothing was kept */ }
}

// Offers what was typed here and never reached the server: only what was changed, by what it was changed from, so that
// what somebody else wrote since is not written over but collides.
function offer(page) {
  const copy = kept(page.key), note = document.querySelector("[data-shadow]");
  const now = fieldsOf(page.form);
  const names = copy ? changedIn(copy.fields, copy.base).filter((n) => textOf(copy.fields, n) !== textOf(now, n)) : [];
  if (!names.length || !note) return kept(page.key, null);
  page.offers = true;
  for (const words of all("[data-words]", note)) words.textContent = words.dataset.words.replace("{time}", copy.at);
  const answer = (take) => {
    note.hidden = true;
    page.offers = false;
    for (const name of take ? names : []) {
      page.known[name] = copy.base[name] || [""];
      put(page.form, name, copy.fields[name] || []);
      reveal(page.form.elements[name]);
    }
    kept(page.key, null);
    changed(page, CHOSEN);
  };
  note.querySelector("[data-take]").onclick = () => answer(true);
  note.querySelector("[data-leave]").onclick = () => answer(false);
  note.hidden = false;
}
function reveal(field) {
  const lost = field && field.closest && field.closest("[data-lost]");
  if (lost && field.value) lost.hidden = lost.disabled = false;
}

// --- saving: one send at a time, what is typed meanwhile goes with the next ---

const isUnsent = (page) => page.sent.length > 0 || changedIn(fieldsOf(page.form), page.known).length > 0;

function changed(page, soon) {
  clearTimeout(page.timer);
  if (!isUnsent(page)) return;
  if (!page.offers) kept(page.key, { base: page.known, fields: fieldsOf(page.form), at: page.since || clock() });
  page.timer = setTimeout(() => send(page), soon);
}

function send(page, last) {
  clearTimeout(page.timer);
  if (!page.busy && isUnsent(page)) {
    page.busy = deliver(page, fieldsOf(page.form), last).finally(() => { page.busy = null; });
  }
  return page.busy || Promise.resolve(true);
}

async function deliver(page, fields, last) {
  const seen = [page.known, ...page.sent];
  // an answer may be lost where what was sent was not: what the server has then is ours
  page.sent = [...page.sent, fields].slice(-MOST_SENT);
  say(page, "saving");
  const body = JSON.stringify({ page: page.name, fields: pairsOf(fields), seen: seen.map(pairsOf) });
  try {
    let answer = await post(page, body, last);
    if (answer.status === 403) {
      await renew(page);
      answer = await post(page, body, last);
    }
    const told = await answer.json();
    if (answer.status === 200 || answer.status === 409) return take(page, fields, told);
    tell(page, told);
    // too long, unreadable: sent again it is no better; and who is not in comes back to this page
  } catch {
    page.since = page.since || clock();
    say(page, "unsent", page.since);
    page.wait = Math.min(page.wait * 2, LONGEST);
    page.timer = setTimeout(() => send(page), page.wait);
  }
  return false;
}

function post(page, body, keepalive = false) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": page.form.elements.csrfmiddlewaretoken.value };
  const patience = new AbortController();
  setTimeout(() => patience.abort(), PATIENCE);
  return fetch(page.url, { method: "POST", headers, body, keepalive, signal: patience.signal });
}
async function renew(page) {
  const told = await (await fetch(page.url)).json();
  for (const field of all("[name=csrfmiddlewaretoken]")) field.value = told.token;
}

// The server has `fields`; what others wrote to fields that were not touched since is shown in them.
function take(page, fields, told) {
  const now = fieldsOf(page.form), known = { ...fields };
  let isWhole = true;
  for (const [name, value] of Object.entries(told.theirs)) {
    const untouched = textOf(now, name) === textOf(fields, name);
    if (untouched) put(page.form, name, [value]);
    known[name] = untouched ? [value] : page.known[name];
    isWhole = isWhole && untouched;
  }
  Object.assign(page, { known, sent: [], since: null, wait: TYPED });
  if (isWhole) page.form.elements.version.value = told.version;
  if (told.url) tell(page, told);
  else say(page, "saved", told.time);
  show(told);
  if (!page.offers) kept(page.key, null);
  changed(page, TYPED);
  page.elsewhere = told.url;
  return true;
}

// --- words ---

function say(page, what, time) {
  if (page.words) page.words.textContent = page.words.dataset[`words${what}`].replace("{time}", time);
}
function tell(page, { message, link, url }) {
  if (!page.words || !message) return;
  page.words.textContent = `${message} `;
  if (!url) return;
  const to = Object.assign(document.createElement("a"), { href: url, textContent: link });
  if (isUnsent(page)) to.target = "_blank";
  page.words.append(to);
}
function paragraphs(lines) {
  return lines.map((line) => Object.assign(document.createElement("p"), { textContent: line }));
}

// --- what it gives ---

function show({ bar, criteria, faults }) {
  for (const part of ["least", "most", "left"])
    for (const place of all(`[data-bar] [data-${part}]`)) place.textContent = bar[part];
  for (const place of all("[data-exact]")) place.hidden = bar.least !== bar.most;
  for (const place of all("[data-between]")) place.hidden = bar.least === bar.most;
  for (const [id, lines] of Object.entries(faults)) mend(id, lines);
  for (const card of all("[data-criterion]")) {
    const told = criteria[card.dataset.criterion];
    if (told) criterion(card, told);
  }
}
function criterion(card, told) {
  card.querySelector("[data-got]").textContent = told.got;
  card.classList.toggle("none", told.kind !== "");
  card.classList.toggle("off", told.kind === "off");
  card.classList.toggle("bad", card.querySelector(".err") !== null);
  const why = card.querySelector("[data-why]"), lost = card.querySelector("[data-lost]");
  why.replaceChildren(...paragraphs(told.why));
  why.hidden = !told.why.length;
  if (!lost || lost.contains(document.activeElement)) return;
  lost.hidden = lost.disabled = told.asks === null;
  if (told.asks) lost.querySelector("label, legend").textContent = told.asks;
}
// While somebody types in a field nothing new is held against it.
function mend(id, lines) {
  const field = document.getElementById(`q-${id}`);
  if (!field) return;
  const place = field.closest(".f, .ask") || field, old = document.getElementById(`q-${id}-e`);
  if (lines.length && place.contains(document.activeElement)) return;
  if (old) old.remove();
  for (const each of [field, ...all("input, select, textarea", field)])
    if (lines.length) each.setAttribute("aria-invalid", "true");
    else each.removeAttribute("aria-invalid");
  if (!lines.length) return;
  const told = Object.assign(document.createElement("div"), { className: "err", id: `q-${id}-e` });
  told.append(...paragraphs(lines.map((line) => `▲ ${line}`)));
  place.before(told);
}

// --- a form that is saved ---

function watch(form) {
  const { account, draft, page: name, saveUrl: url } = form.dataset;
  const key = `${KEPT}${account}/${draft}/${name}`, words = document.querySelector("[data-saving]");
  const page = { form, name, url, key, words, known: fieldsOf(form), sent: [], wait: TYPED, since: null };
  offer(page);
  form.addEventListener("input", (event) => {
    reveal(event.target);
    changed(page, /radio|checkbox|select/.test(event.target.type) ? CHOSEN : TYPED);
  });
  form.addEventListener("submit", (event) => leave(page, event));
  addEventListener("online", () => send(page));
  addEventListener("focus", () => send(page));
  addEventListener("pageshow", () => { page.leaving = false; });
  document.addEventListener("visibilitychange", () => document.hidden && send(page, true));
  addEventListener("beforeunload", (event) => {
    if (!page.leaving && isUnsent(page)) event.preventDefault();
  });
}

// The form's own button sends the page as it would without a script, once what was typed is saved: then the copy here is
// not needed any more. Where that fails it stays; pressed once more, the page is sent all the same.
async function leave(page, event) {
  if (page.leaving || page.gaveUp || (!page.busy && !isUnsent(page))) {
    page.leaving = true;
    return;
  }
  event.preventDefault();
  const button = event.submitter;
  if (page.busy) await page.busy;
  if (!(await send(page))) {
    page.gaveUp = true;
    return;
  }
  page.leaving = true;
  if (page.elsewhere) location.assign(page.elsewhere);
  else if (page.form.requestSubmit) page.form.requestSubmit(button);
  else page.form.submit();
}

// --- buttons that only a script can serve: without one they are hidden ---

function showPasswords(tick) {
  tick.hidden = false;
  tick.addEventListener("change", (event) => {
    for (const field of all("[autocomplete$=password]", tick.form || tick.closest("form")))
      field.type = event.target.checked ? "text" : "password";
  });
}
function copies(button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.querySelector(button.dataset.copy);
    getSelection().selectAllChildren(source);
    // without a safe connection there is no clipboard: what is selected can be copied by hand
    try {
      await navigator.clipboard.writeText(source.innerText);
      button.textContent = button.dataset.copied;
    } catch { /* it is selected */ }
  });
}

all("form[data-save-url]").forEach(watch);
all("[data-show-password]").forEach(showPasswords);
all("[data-copy]").forEach(copies);
for (const form of all("form.leave")) form.addEventListener("submit", forgetAll);
