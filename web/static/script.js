"use strict";
// Every page works without this. It saves what is typed, keeps a copy on the device until the server has it, and shows
// at once what an answer gives. All words come from the page or from the server.

const TYPED = 2000, CHOSEN = 300, LONGEST = 60000, PATIENCE = 8000, MOST = 20, KEPT = "chamdiem/";
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);
const make = (tag, told) => Object.assign(document.createElement(tag), told);
const lines = (texts) => texts.map((textContent) => make("p", { textContent }));
const clock = () => new Date().toTimeString().slice(0, 5);

// --- what stands in a form: {name: [value, …]} ---

function fieldsOf(form) {
  const fields = {};
  for (const [name, value] of new FormData(form))
    if (!/^(csrfmiddlewaretoken|version|sure)$/.test(name)) (fields[name] ||= []).push(value);
  return fields;
}
const textOf = (fields, name) => (fields[name] || []).join("\n").trim();
const changedIn = (a, b) => Object.keys({ ...a, ...b }).filter((name) => textOf(a, name) !== textOf(b, name));
const pairsOf = (fields) => Object.entries(fields).flatMap(([name, values]) => values.map((value) => [name, value]));
const isUnsent = ({ sent, form, known }) => sent.length > 0 || changedIn(fieldsOf(form), known).length > 0;

function put(form, name, values = []) {
  for (const field of all("[name]", form).filter((each) => each.name === name)) {
    if (/radio|checkbox/.test(field.type)) field.checked = values.includes(field.value);
    else field.value = values[0] || "";
    follow(field);
  }
}
// What a field shows beside itself: why points were lost, and the weekday of a day.
function follow(field) {
  const lost = field.closest("[data-lost]"), place = field.closest("fieldset"), echo = place && one("[data-echo]", place);
  if (lost && field.value) lost.hidden = lost.disabled = false;
  if (!echo) return;
  const [day, month, year] = all("input", place).map((each) => Number(each.value));
  const date = new Date(year, month - 1, day), is = year > 999 && date.getMonth() === month - 1 && date.getDate() === day;
  echo.textContent = is ? echo.dataset.echo.split("|")[date.getDay()] : "";
}

// --- the copy on this device: a browser may keep none ---

function store(what) {
  try {
    return what(localStorage);
  } catch {
    return null;
  }
}
const forget = (start) => store((kept) => Object.keys(kept).forEach((key) => key.startsWith(start) && kept.removeItem(key)));

// Only what was changed is offered, by what it was changed from: it collides with what others wrote since.
function offer(page, note) {
  const copy = store((kept) => JSON.parse(kept.getItem(page.key))), now = fieldsOf(page.form);
  const names = copy ? changedIn(copy.fields, copy.base).filter((name) => textOf(copy.fields, name) !== textOf(now, name)) : [];
  if (!names.length || !note) return forget(page.key);
  const answer = (taken) => {
    page.offers = !(note.hidden = true);
    for (const name of taken) {
      page.known[name] = copy.base[name] || [];
      put(page.form, name, copy.fields[name]);
    }
    forget(page.key);
    changed(page, CHOSEN);
  };
  const words = one("[data-words]", note);
  words.textContent = words.dataset.words.replace("{time}", copy.at);
  one("[data-take]", note).onclick = () => answer(names);
  one("[data-leave]", note).onclick = () => answer([]);
  page.offers = !(note.hidden = false);
}

// --- saving: one send at a time; what is typed meanwhile goes with the next ---

function changed(page, soon) {
  clearTimeout(page.timer);
  if (!isUnsent(page)) return;
  const copy = { base: page.known, fields: fieldsOf(page.form), at: page.since || clock() };
  if (!page.offers) store((kept) => kept.setItem(page.key, JSON.stringify(copy)));
  page.timer = setTimeout(send, soon, page);
}
function send(page, last) {
  clearTimeout(page.timer);
  if (!page.busy && isUnsent(page)) page.busy = deliver(page, last).finally(() => { page.busy = null; });
  return page.busy || Promise.resolve(true);
}
async function deliver(page, keepalive = false) {
  const fields = fieldsOf(page.form), seen = [page.known, ...page.sent].map(pairsOf);
  const body = JSON.stringify({ page: page.name, fields: pairsOf(fields), seen });
  const post = () => fetch(page.url, {
    method: "POST", body, keepalive, signal: AbortSignal.timeout(PATIENCE),
    headers: { "Content-Type": "application/json", "X-CSRFToken": page.form.elements.csrfmiddlewaretoken.value },
  });
  // an answer can be lost of what arrived: what the server has then is our own
  page.sent = [...page.sent, fields].slice(-MOST);
  say(page, "saving");
  try {
    let answer = await post();
    // somebody entered anew in another window: our token is an old one
    if (answer.status === 403 && (answer = await renew(page)).ok) answer = await post();
    if (answer.status === 503) throw answer; // busy: as if it had not arrived
    const told = await answer.json();
    if (told.version) return take(page, fields, told);
    tell(page, told);
  } catch {
    say(page, "unsent", page.since ||= clock());
    page.timer = setTimeout(send, page.wait = Math.min(page.wait * 2, LONGEST), page);
  }
  return false;
}
async function renew({ url }) {
  const answer = await fetch(url), { token } = await answer.clone().json();
  if (token) for (const field of all("[name=csrfmiddlewaretoken]")) field.value = token;
  return answer;
}
// The server has `fields`. What others wrote is shown in fields that nobody touched meanwhile.
function take(page, fields, told) {
  const now = fieldsOf(page.form), known = { ...fields };
  const touched = Object.keys(told.theirs).filter((name) => textOf(now, name) !== textOf(fields, name));
  for (const [name, value] of Object.entries(told.theirs)) {
    known[name] = touched.includes(name) ? page.known[name] : [value];
    if (!touched.includes(name)) put(page.form, name, [value]);
  }
  if (!touched.length) page.form.elements.version.value = told.version;
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

// --- what it gives ---

function show({ bar, criteria, faults }) {
  for (const part of ["least", "most", "left", "outlook"])
    for (const place of all(`[data-bar] [data-${part}]`)) place.textContent = bar[part];
  for (const place of all("[data-exact]")) place.hidden = bar.least !== bar.most;
  for (const place of all("[data-between]")) place.hidden = bar.least === bar.most;
  for (const id in faults) mend(id, faults[id]);
  for (const id in criteria) score(one(`[data-criterion="${id}"]`), criteria[id]);
  for (const id in criteria) for (const link of all(`[data-lacks="${id}"]`)) link.hidden = criteria[id].kind !== "none";
  for (const place of all("[data-page-left]")) place.hidden = !one("a:not([hidden])", place);
}
function score(card, { got, kind, why, asks }) {
  const reasons = one("[data-why]", card), lost = one("[data-lost]", card);
  one("[data-got]", card).textContent = got;
  for (const [name, is] of [["none", kind], ["off", kind === "off"], ["bad", one(".err", card)]])
    card.classList.toggle(name, Boolean(is));
  reasons.replaceChildren(...lines(why));
  reasons.hidden = !why.length;
  if (!lost || lost.contains(document.activeElement)) return;
  lost.hidden = lost.disabled = asks === null;
  if (asks) one("label, legend", lost).textContent = asks;
}
// While somebody types in a field nothing new is held against it.
function mend(id, texts) {
  const field = document.getElementById(`q-${id}`), place = field && (field.closest(".f, .ask") || field);
  if (!place || (texts.length && place.contains(document.activeElement))) return;
  document.getElementById(`q-${id}-e`)?.remove();
  for (const each of [field, ...all("input", field)]) each.setAttribute("aria-invalid", texts.length > 0);
  if (!texts.length) return;
  place.before(make("div", { className: "err", id: `q-${id}-e` }));
  place.previousSibling.append(...lines(texts.map((text) => `▲ ${text}`)));
}

// --- a form that is saved ---

function watch(form) {
  const { account, draft, page: name, saveUrl: url } = form.dataset, key = `${KEPT}${account}/${draft}/${name}`;
  const page = { form, name, url, key, words: one("[data-saving]"), known: fieldsOf(form), sent: [], wait: TYPED };
  offer(page, one("[data-shadow]"));
  form.addEventListener("input", ({ target }) => {
    follow(target);
    changed(page, /radio|checkbox|select/.test(target.type) ? CHOSEN : TYPED);
  });
  form.addEventListener("submit", (event) => leave(page, event));
  for (const what of ["online", "focus"]) addEventListener(what, () => send(page));
  addEventListener("pageshow", () => { page.leaves = false; });
  document.addEventListener("visibilitychange", () => document.hidden && send(page, true));
  addEventListener("beforeunload", (event) => {
    if (!page.leaves && isUnsent(page)) event.preventDefault();
  });
}
// The button sends the page as it does without a script, once what was typed is saved: so no copy stays here. Where that
// fails one stays; pressed once more, the page is sent all the same.
async function leave(page, event) {
  page.leaves ||= page.failed || !(page.busy || isUnsent(page));
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
    // without a safe connection there is no clipboard: what is selected can be copied by hand
    getSelection().selectAllChildren(one(button.dataset.copy));
    await navigator.clipboard.writeText(String(getSelection()));
    button.textContent = button.dataset.copied;
  };
}
// What is asked for again by its id, until it is done.
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
