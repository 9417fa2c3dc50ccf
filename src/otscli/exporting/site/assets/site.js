// What all pages share. Without a script every page is whole; forms appear only with one.
"use strict";
window.ots = {
  // As otscli.folding.fold: the letters come with the index, which Python has folded.
  fold(text, letters) {
    const swap = (s) => Array.from(s, (c) => (c in letters ? letters[c] : c)).join("");
    const lower = text.toLowerCase().replace(/ς/g, "σ").replace(/ß/g, "ss");
    return swap(swap(lower).normalize("NFKD").replace(/\p{Mn}/gu, ""));
  },
  words: (text, letters) => ots.fold(text, letters).split(/\s+/).filter(Boolean),
  // A script works from a disk, where fetch does not.
  load(file, then) {
    ots.loaded = ots.loaded || {};
    if (!ots.loaded[file]) {
      ots.loaded[file] = new Promise((resolve) => {
        const script = document.createElement("script");
        script.src = file;
        script.onload = resolve;
        document.head.append(script);
      });
    }
    ots.loaded[file].then(then);
  },
  asked: () => new URLSearchParams(location.search),
  keep(values) {
    const asked = ots.asked();
    for (const [key, value] of Object.entries(values)) {
      if (value) asked.set(key, value); else asked.delete(key);
    }
    const query = asked.toString();
    history.replaceState(null, "", (query ? "?" + query : location.pathname) + location.hash);
  },
};
document.querySelectorAll("form.find").forEach((form) => { form.hidden = false; });
