"use strict";
// Every page works without this. It saves what is typed while it is typed, keeps a copy on the device until the server
// has it, and shows at once what an answer gives. All words come from the page or the server.
//
// form[data-save-url]  a form that is saved; data-account, data-draft, data-page: whose it is, and of what
// [data-saving]        whether it is: its data-words-… are the words, with {time} in them
// [data-shadow]        the offer of what this device kept, with [data-take] and [data-leave]
// [data-criterion]     a criterion: [data-got], [data-why], and [data-lost], which asks why points were lost
// [data-poll]          what is asked for again by its id, until it is done
// [data-bar]           [data-least], [data-most], [data-left]; [data-exact] where both ends are one, else [data-between]

const TYPED = 2000, CHOSEN = 300, LONGEST = 60000, PATIENCE = 8000, MOST = 20, KEPT = "chamdiem/";
const OURS = ["csrfmiddlewaretoken", "version", "sure"];
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const make = (tag, told) => Object.assign(document.createElement(tag), told);
const clock = () => new Date().toTimeString().slice(0, 5);

// --- what stands in a form: {name: [value, …]}; what has no value is blank ---

function fieldsOf(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) if (!OURS.includes(name)) (fields[name] ||= []).push(value);
  return fields;
}
const textOf = (fields, name) => (fields[name] || []).join("\n").trim();
const changedIn = (one, other) => Object.keys({ ...one, ...other }).filter((n) => textOf(one, n) !== textOf(other, n));
const pairsOf = (fields) => Object.entries(fields).flatMap(([name, values]) => values.map((value) => [name, value]));
const isUnsent = (page) => page.sent.length > 0 || changedIn(fieldsOf(page.form), page.known).length > 0;

function put(form, name, values) {
  for (const field of all("[name]", form).filter((each) => each.name === name)) {
    if (/radio|checkbox/.test(field.type)) field.checked = values.includes(field.value);
    else field.value = values[0] || "";
    reveal(field);
  }
}
function reveal(field) {
  const lost = field.closest("[data-lost]");
  if (lost && field.value) lost.hidden = lost.disabled = false;
}

// --- the copy on this device; where none is kept, the page still warns before it is left ---

function store(what) {
  try {
    return what(localStorage);
  } catch {
    return null;
  }
}
const keep = (key, copy) => store((kept) => kept.setItem(key, JSON.stringify(copy)));
const forget = (start) =>
  store((kept) => Object.keys(kept).filter((key) => key.startsWith(start)).forEach((key) => kept.removeItem(key)));

// Only changes are offered, by what they changed: they collide with what others wrote since, and write over nothing.
function offer(page, note) {
  const copy = store((kept) => JSON.parse(kept.getItem(page.key))), now = fieldsOf(page.form);
  const names = copy ? changedIn(copy.fields, copy.base).filter((n) => textOf(copy.fields, n) !== textOf(now, n)) : [];
  if (!names.length || !note) return forget(page.key);
  const answer = (names) => {
    note.hidden = true;
    page.offers = false;
    for (const name of names) {
      page.known[name] = copy.base[name] || [];
      put(page.form, name, copy.fields[name] || []);
    }
    forget(page.key);
    changed(page, CHOSEN);
  };
  const words = note.querySelector("[data-words]");
  words.textContent = words.dataset.words.replace("{time}", copy.at);
  note.querySelector("[data-take]").onclick = () => answer(names);
  note.querySelector("[data-leave]").onclick = () => answer([]);
  note.hidden = false;
  page.offers = true;
}

// --- saving: one at a time; what is typed meanwhile goes with the next ---

function changed(page, soon) {
  clearTimeout(page.timer);
  if (!isUnsent(page)) return;
  if (!page.offers) keep(page.key, { base: page.known, fields: fieldsOf(page.form), at: page.since || clock() });
  page.timer = setTimeout(() => send(page), soon);
}
function send(page, last) {
  clearTimeout(page.timer);
  if (!page.busy && isUnsent(page)) page.busy = deliver(page, last).finally(() => { page.busy = null; });
  return page.busy || Promise.resolve(true);
}
async function deliver(page, last) {
  const fields = fieldsOf(page.form), seen = [page.known, ...page.sent].map(pairsOf);
  // an answer can be lost of what arrived: what the server has then is our own
  page.sent = [...page.sent, fields].slice(-MOST);
  say(page, "saving");
  const body = JSON.stringify({ page: page.name, fields: pairsOf(fields), seen });
  try {
    let answer = await post(page, body, last);
    // somebody entered anew in another window: our token is old
    if (answer.status === 403 && (answer = await renew(page)).ok) answer = await post(page, body, last);
    if (answer.status === 503) throw answer; // busy: as if lost
    const told = await answer.json();
    if (told.version) return take(page, fields, told);
    tell(page, told);
  } catch {
    say(page, "unsent", page.since ||= clock());
    page.timer = setTimeout(() => send(page), page.wait = Math.min(page.wait * 2, LONGEST));
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
  const answer = await fetch(page.url), { token } = await answer.clone().json();
  if (token) for (const field of all("[name=csrfmiddlewaretoken]")) field.value = token;
  return answer;
}
// The server has `fields`. What others wrote is shown in fields that nobody touched meanwhile.
function take(page, fields, told) {
  const now = fieldsOf(page.form), known = { ...fields };
  let isWhole = true;
  for (const [name, value] of Object.entries(told.theirs)) {
    const isUntouched = textOf(now, name) === textOf(fields, name);
    if (isUntouched) put(page.form, name, [value]);
    known[name] = isUntouched ? [value] : page.known[name];
    isWhole &&= isUntouched;
  }
  if (isWhole) page.form.elements.version.value = told.version;
  Object.assign(page, { known, sent: [], since: null, wait: TYPED });
  // that something collided stays in sight until somebody chose
  if (told.url) page.collided = told;
  if (page.collided) tell(page, page.collided);
  else say(page, "saved", told.time);
  show(told);
  if (!page.offers) forget(page.key);
  changed(page, TYPED);
  return true;
}

// --- words ---

function say({ words }, what, time) {
  if (!words) return;
  words.textContent = words.getAttribute(`data-words-${what}`).replace("{time}", time);
  words.classList.toggle("warned", what === "unsent");
}
function tell(page, { message, link, url }) {
  if (!page.words) return;
  page.words.textContent = `${message} `;
  page.words.classList.add("warned");
  if (url) page.words.append(make("a", { href: url, textContent: link, target: isUnsent(page) ? "_blank" : "" }));
}
const lines = (texts) => texts.map((textContent) => make("p", { textContent }));

// --- what it gives ---

function show({ bar, criteria, faults }) {
  for (const part of ["least", "most", "left"])
    for (const place of all(`[data-bar] [data-${part}]`)) place.textContent = bar[part];
  for (const place of all("[data-exact]")) place.hidden = bar.least !== bar.most;
  for (const place of all("[data-between]")) place.hidden = bar.least === bar.most;
  for (const id in faults) mend(id, faults[id]);
  for (const card of all("[data-criterion]")) score(card, criteria[card.dataset.criterion]);
}
function score(card, told) {
  if (!told) return;
  card.querySelector("[data-got]").textContent = told.got;
  card.classList.toggle("none", told.kind !== "");
  card.classList.toggle("off", told.kind === "off");
  card.classList.toggle("bad", card.querySelector(".err") !== null);
  const why = card.querySelector("[data-why]"), lost = card.querySelector("[data-lost]");
  why.replaceChildren(...lines(told.why));
  why.hidden = !told.why.length;
  if (!lost || lost.contains(document.activeElement)) return;
  lost.hidden = lost.disabled = told.asks === null;
  if (told.asks) lost.querySelector("label, legend").textContent = told.asks;
}
// While somebody types in a field nothing new is held against it.
function mend(id, texts) {
  const field = document.getElementById(`q-${id}`), old = document.getElementById(`q-${id}-e`);
  const place = field && (field.closest(".f, .ask") || field);
  if (!place || (texts.length && place.contains(document.activeElement))) return;
  if (old) old.remove();
  for (const each of [field, ...all("input", field)]) each.setAttribute("aria-invalid", texts.length > 0);
  if (!texts.length) return;
  const told = make("div", { className: "err", id: `q-${id}-e` });
  told.append(...lines(texts.map((text) => `▲ ${text}`)));
  place.before(told);
}

// --- a form that is saved ---

function watch(form) {
  const { account, draft, page: name, saveUrl: url } = form.dataset;
  const words = document.querySelector("[data-saving]"), key = `${KEPT}${account}/${draft}/${name}`;
  const page = { form, name, url, key, words, known: fieldsOf(form), sent: [], wait: TYPED };
  offer(page, document.querySelector("[data-shadow]"));
  form.addEventListener("input", ({ target }) => {
    reveal(target);
    changed(page, /radio|checkbox|select/.test(target.type) ? CHOSEN : TYPED);
  });
  form.addEventListener("submit", (event) => leave(page, event));
  addEventListener("online", () => send(page));
  addEventListener("focus", () => send(page));
  addEventListener("pageshow", () => { page.leaves = false; });
  document.addEventListener("visibilitychange", () => document.hidden && send(page, true));
  addEventListener("beforeunload", (event) => {
    if (!page.leaves && isUnsent(page)) event.preventDefault();
  });
}
// The button sends the page as it does without a script, once what was typed is saved. Where that fails the copy stays;
// pressed once more, it sends the page.
async function leave(page, event) {
  page.leaves = page.leaves || page.failed || !(page.busy || isUnsent(page));
  if (page.leaves) return;
  event.preventDefault();
  await page.busy;
  page.failed = !(await send(page));
  if (page.failed) return;
  page.leaves = true;
  if (page.collided) location.assign(page.collided.url);
  else page.form.requestSubmit(event.submitter);
}

// --- what only a script can serve is hidden without one ---

function showPassword(tick) {
  tick.hidden = false;
  tick.onchange = ({ target }) => {
    for (const field of all("[autocomplete$=password]")) field.type = target.checked ? "text" : "password";
  };
}
function copying(button) {
  button.hidden = false;
  button.onclick = async () => {
    const source = document.querySelector(button.dataset.copy);
    // without a safe connection there is no clipboard: what is selected can be copied by hand
    getSelection().selectAllChildren(source);
    await navigator.clipboard.writeText(source.innerText);
    button.textContent = button.dataset.copied;
  };
}
async function poll(part) {
  const answer = await fetch(part.dataset.poll).catch(() => null);
  const now = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part.id);
  // what is under a finger stays
  if (now && !part.contains(document.activeElement)) {
    document.title = now.ownerDocument.title;
    part.replaceWith(now);
    part = now;
  }
  if (part.dataset.poll) setTimeout(poll, TYPED, part);
}

all("form[data-save-url]").forEach(watch);
all("[data-show-password]").forEach(showPassword);
all("[data-copy]").forEach(copying);
for (const part of all("[data-poll]")) setTimeout(poll, TYPED, part);
for (const form of all("form.leave")) form.addEventListener("submit", () => forget(KEPT));
