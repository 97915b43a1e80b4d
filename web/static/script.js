"use strict";
// Every page works without this. It saves what is typed, keeps a copy on the device until the server has it, and puts
// what the server makes of it in its places. All words come from the server.

const TYPED = 2000, CHOSEN = 300, LONGEST = 60000, PATIENCE = 8000, MOST = 20, KEPT = "chamdiem/";
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);
const clock = () => new Date().toTimeString().slice(0, 5);

// --- what stands in a form: [[name, value], …] ---

const OWN = ["csrfmiddlewaretoken", "version", "sure"];
const only = (fields, names) => fields.filter(([name]) => names.includes(name));
const without = (fields, names) => fields.filter(([name]) => !names.includes(name));
const fieldsOf = (form) => without([...new FormData(form)], OWN);
const textOf = (fields, name) => only(fields, [name]).map(([, value]) => value).join("\n").trim();
const changedIn = (a, b) =>
  [...new Set([...a, ...b].map(([name]) => name))].filter((name) => textOf(a, name) !== textOf(b, name));
const isUnsent = ({ sent, form, known }) => sent.length > 0 || changedIn(fieldsOf(form), known).length > 0;

function put(form, names, fields) {
  for (const field of all("[name]", form).filter(({ name }) => names.includes(name))) {
    const values = only(fields, [field.name]).map(([, value]) => value), lost = field.closest("[data-lost]");
    if (/radio|checkbox/.test(field.type)) field.checked = values.includes(field.value);
    else field.value = values[0] || "";
    if (lost && field.value) lost.hidden = lost.disabled = false;
  }
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
function offer(page) {
  const copy = store((kept) => JSON.parse(kept.getItem(page.key)));
  const fresh = copy ? changedIn(copy.fields, fieldsOf(page.form)) : [];
  const names = fresh.filter((name) => textOf(copy.fields, name) !== textOf(copy.base, name));
  if (!names.length) return forget(page.key);
  const answer = (taken) => {
    page.note.hidden = true;
    page.known = [...without(page.known, taken), ...only(copy.base, taken)];
    put(page.form, taken, copy.fields);
    forget(page.key);
    changed(page, CHOSEN);
  };
  one("[data-words]").textContent = page.onKept.replace("{time}", copy.at);
  one("[data-take]").onclick = () => answer(names);
  one("[data-leave]").onclick = () => answer([]);
  page.note.hidden = false;
}

// --- saving: one send at a time; what is typed meanwhile goes with the next ---

function changed(page, soon) {
  clearTimeout(page.timer);
  if (!isUnsent(page)) return;
  const copy = JSON.stringify({ base: page.known, fields: fieldsOf(page.form), at: page.since || clock() });
  if (page.note.hidden) store((kept) => kept.setItem(page.key, copy));
  page.timer = setTimeout(send, soon, page);
}
function send(page, last) {
  clearTimeout(page.timer);
  if (!page.busy && isUnsent(page)) page.busy = deliver(page, last).finally(() => { page.busy = null; });
  return page.busy || Promise.resolve(true);
}
async function deliver(page, keepalive = false) {
  const fields = fieldsOf(page.form), tokens = all("[name=csrfmiddlewaretoken]");
  const body = JSON.stringify({ page: page.page, fields, seen: [page.known, ...page.sent] });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": tokens[0].value };
  // an answer can be lost of what arrived: what the server has then is our own
  page.sent = [...page.sent, fields].slice(-MOST);
  tell(page.words, page.onSaving);
  try {
    let answer = await fetch(page.saveUrl, { method: "POST", body, headers, keepalive, signal: AbortSignal.timeout(PATIENCE) });
    // somebody entered anew in another window: our token is an old one, and is asked for
    if (answer.status === 403) answer = await fetch(page.saveUrl);
    const told = await answer.json();
    for (const each of told.token ? tokens : []) each.value = told.token;
    if (told.parts) return take(page, fields, told);
    if (!told.saving) throw told; // busy, or a new token: sent again
    tell(page.words, told.saving);
  } catch {
    tell(page.words, page.onUnsent.replace("{time}", page.since ||= clock()));
    page.timer = setTimeout(send, page.wait = Math.min(page.wait * 2, LONGEST), page);
  }
  return false;
}
// The server has `fields`. What others wrote is shown in fields that nobody touched meanwhile.
function take(page, fields, told) {
  const names = told.theirs.map(([name]) => name), now = fieldsOf(page.form);
  const touched = names.filter((name) => textOf(now, name) !== textOf(fields, name));
  const shown = without(told.theirs, touched);
  put(page.form, shown.map(([name]) => name), shown);
  if (!touched.length) page.form.elements.version.value = told.version;
  page.known = [...without(fields, names), ...shown, ...only(page.known, touched)];
  Object.assign(page, { sent: [], since: null, wait: TYPED });
  // that something collided stays in sight until somebody chose
  if (told.url) page.collided = told;
  tell(page.words, (page.collided || told).saving);
  show(told.parts);
  if (page.note.hidden) forget(page.key);
  changed(page, TYPED);
  return true;
}
// What comes is made by the templates of the page, which escape what people typed, and its policy runs no script in it.
function tell(place, markup) {
  place.innerHTML = markup;
}
// What the server says of a place stands there; an empty place is hidden, and so is the question why nothing was lost.
// While somebody types in a field nothing new is held against it, and no question is taken away.
function show(parts) {
  for (const place of all("[data-part], .err")) {
    const words = parts[place.dataset.part || place.id], field = place.matches(".err") && place.nextElementSibling;
    const lost = place.matches("label") && place.closest("[data-lost]"), at = document.activeElement;
    if (words === undefined || (words && field && field.contains(at)) || (lost && lost.contains(at))) continue;
    tell(place, words);
    place.hidden = !words;
    if (lost) lost.hidden = lost.disabled = !words;
    if (field) for (const each of all("input, select, textarea", field)) each.setAttribute("aria-invalid", words > "");
  }
}

// --- a form that is saved ---

function watch(form) {
  const words = one("[data-saving]"), note = one("[data-shadow]");
  const page = { ...form.dataset, form, words, note, known: fieldsOf(form), sent: [], wait: TYPED };
  offer(page);
  form.addEventListener("input", ({ target }) => changed(page, /radio|checkbox|select/.test(target.type) ? CHOSEN : TYPED));
  form.addEventListener("submit", (event) => leave(page, event));
  // whoever is back waits no longer
  for (const what of ["online", "focus"]) addEventListener(what, () => { page.wait = TYPED; send(page); });
  addEventListener("pageshow", () => { page.leaves = false; });
  document.addEventListener("visibilitychange", () => document.hidden && send(page, true));
  addEventListener("beforeunload", (event) => !page.leaves && isUnsent(page) && event.preventDefault());
}
// The button sends the page as it does without a script, once what was typed is saved: so no copy stays here. Where that
// fails one stays; pressed once more, the page is sent all the same. Not, though, what collided: that is chosen first.
async function leave(page, event) {
  page.leaves ||= page.failed || !(page.busy || isUnsent(page) || page.collided);
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
