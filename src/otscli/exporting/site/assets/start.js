// Who is in on a day, and search.
"use strict";
(() => {
  const DAY = 86400000;
  const EPOCH = 719163; // the ordinal number of 1 January 1970
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December"];
  const toDate = (day) => new Date((day - EPOCH) * DAY);
  const iso = (day) => toDate(day).toISOString().slice(0, 10);
  const inWords = (day) => {
    const date = toDate(day);
    return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  };
  const ordinal = (text) => {
    if (!/^\d{4}-\d\d-\d\d$/.test(text)) return NaN;
    const time = Date.parse(text + "T00:00:00Z");
    return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text
      ? NaN : Math.round(time / DAY) + EPOCH;
  };

  const who = document.getElementById("who");
  if (who) {
    const form = who.querySelector("form");
    const field = document.getElementById("on");
    const slide = document.getElementById("slide");
    const said = document.getElementById("who-count");
    const rows = [...document.querySelectorAll("#held tbody tr")];
    const last = Number(slide.max);
    const show = (day, kept) => {
      const counted = new Map();
      let possible = 0;
      for (const row of rows) {
        const [first, settled, ends, gone, reach] = row.dataset.days.split(" ").map(Number);
        const possibly = first <= day && (!gone || day < gone);
        const certain = settled <= day && (!ends || day < ends) && (ends || !reach || day <= reach)
          && !(ends && !gone && day >= ends);
        row.hidden = !possibly;
        row.lastElementChild.textContent = certain ? "" : "possibly";
        if (possibly) {
          counted.set(row.dataset.status, (counted.get(row.dataset.status) || 0) + 1);
          possible += !certain;
        }
      }
      const parts = [...counted].map(([status, n]) => `${n} ${status}${n === 1 ? "" : "s"}`);
      let text = `On ${inWords(day)}: ${parts.join(", ") || "nobody"}`;
      if (possible) text += `; ${possible} only possibly`;
      if (day > last) text += "; later than the data reach";
      said.textContent = text + ".";
      slide.value = day;
      slide.setAttribute("aria-valuetext", inWords(day));
      if (field.value !== iso(day)) field.value = iso(day);
      if (kept) ots.keep({ on: iso(day) });
    };
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    slide.addEventListener("input", () => show(Number(slide.value), true));
    slide.addEventListener("keydown", (event) => {
      const step = { PageUp: 30, PageDown: -30 }[event.key];
      if (!step) return;
      event.preventDefault();
      const day = Number(slide.value) + step;
      show(Math.max(Number(slide.min), Math.min(last, day)), true);
    });
    field.addEventListener("change", () => {
      const day = ordinal(field.value);
      if (!Number.isNaN(day)) show(day, true);
    });
    const asked = ordinal(ots.asked().get("on") || "");
    if (!Number.isNaN(asked)) show(asked, false);
  }

  const MOST = 60;
  const search = document.getElementById("search");
  const box = document.getElementById("q");
  const count = document.getElementById("q-count");
  const list = document.getElementById("q-found");
  const KINDS = { organization: "organisation" };
  const start = (text, word) => text === word || text.startsWith(word)
    || text.includes("|" + word) || text.includes(" " + word);

  const matches = (words) => {
    const { things, texts } = window.otsIndex;
    const named = words.map((word) => new Set(things.flatMap(
      (thing, i) => (thing[3].includes(word) ? [i] : []))));
    const found = [];
    things.forEach((thing, i) => {
      if (named.every((hits) => hits.has(i))) {
        const exact = thing[3].split("|").includes(words.join(" "));
        const begins = words.every((word) => start(thing[3], word));
        found.push([exact ? 0 : begins ? 1 : 3, thing[0], thing[1], thing[2], ""]);
      }
    });
    for (const [type, title, path, date, text, refers] of texts) {
      let own = 0;
      const hit = words.every((word, i) => {
        if (text.includes(word)) { own += 1; return true; }
        return refers.some((one) => named[i].has(one));
      });
      if (hit) found.push([own === words.length ? 2 : 4, type, title, path, date]);
    }
    return found.sort((a, b) => a[0] - b[0]);
  };

  const draw = () => {
    const typed = box.value.trim();
    ots.keep({ q: typed });
    list.replaceChildren();
    if (!typed) { count.textContent = ""; return; }
    ots.load("assets/search-index.js", () => {
      if (box.value.trim() !== typed) return;
      const words = ots.words(typed, window.otsIndex.letters);
      const found = words.length ? matches(words) : [];
      list.replaceChildren(...found.slice(0, MOST).map(([, type, title, path, date]) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = path;
        link.textContent = title;
        const kind = document.createElement("span");
        kind.className = "said";
        kind.textContent = [KINDS[type] || type, date].filter(Boolean).join(", ");
        item.append(link, " ", kind);
        return item;
      }));
      const more = found.length > MOST ? `; the best ${MOST} are shown` : "";
      count.textContent = `${found.length === 1 ? "1 record" : found.length + " records"}${more}.`;
    });
  };

  search.hidden = false;
  box.addEventListener("focus", () => ots.load("assets/search-index.js", () => {}));
  box.addEventListener("input", draw);
  search.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    draw();
  });
  const asked = ots.asked().get("q");
  if (asked) { box.value = asked; draw(); }
})();
