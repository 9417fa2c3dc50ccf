// The filters of the timeline, kept in the address.
"use strict";
(() => {
  const form = document.getElementById("filters");
  const count = document.getElementById("count");
  const sections = [...document.querySelectorAll("#events > section")];
  const items = [...document.querySelectorAll("#events li")];
  const NAMES = ["q", "since", "until", "kind", "topic", "state", "org", "place"];

  const keeps = (row, asked, words, named) => {
    const [first, last, kind, topics, states, bodies, place, text] = row;
    return (!asked.since || last >= Number(asked.since))
      && (!asked.until || first <= Number(asked.until))
      && (!asked.kind || kind === asked.kind)
      && (!asked.topic || topics.includes(asked.topic))
      && (!asked.state || states.includes(asked.state))
      && (!asked.org || bodies.includes(asked.org))
      && (!asked.place || place === asked.place)
      && words.every((word, i) => text.includes(word)
        || [...states, ...bodies, place].some((one) => named[i].has(one)));
  };

  const draw = () => {
    const asked = Object.fromEntries(NAMES.map((name) => [name, form.elements[name].value.trim()]));
    ots.keep(asked);
    if (!Object.values(asked).some(Boolean)) {
      for (const one of [...items, ...sections]) one.hidden = false;
      count.textContent = "";
      return;
    }
    ots.load("assets/timeline-index.js", () => {
      const { letters, rows, names } = window.otsEvents;
      const words = ots.words(asked.q, letters);
      const named = words.map((word) => new Set(
        Object.keys(names).filter((id) => names[id].includes(word))));
      let kept = 0;
      items.forEach((item, i) => {
        item.hidden = !keeps(rows[i], asked, words, named);
        kept += !item.hidden;
      });
      for (const one of sections) one.hidden = !one.querySelector("li:not([hidden])");
      count.textContent = `${kept} of ${rows.length} events.`;
    });
  };

  const asked = ots.asked();
  for (const name of NAMES) if (asked.get(name)) form.elements[name].value = asked.get(name);
  form.hidden = false;
  form.addEventListener("input", draw);
  form.addEventListener("submit", (event) => { event.preventDefault(); draw(); });
  form.addEventListener("reset", () => setTimeout(draw));
  if (NAMES.some((name) => asked.get(name))) draw();
})();
