// Ties the words of the report to its claims and back, filters the claims, and switches the language of the page.
// It only ever sets text, classes and attributes: nothing of a report becomes markup or code here.
"use strict";
(() => {
  const root = document.documentElement;
  const data = JSON.parse(document.getElementById("data").textContent);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const pieces = all(".text .s");
  const text = one(".text");
  const cards = all(".card");
  const groups = all(".group");
  const filters = one(".filters");
  const panel = one(".bar-here");
  const wide = matchMedia("(min-width: 60rem)");
  const say = (key, values = {}) =>
    data.strings[root.lang][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  root.classList.add("scripted");

  // What the page can show in the text: claims, loaded words and actors, each as pieces with the part they play.
  const spansOf = (ref) => {
    const [kind, number] = ref.split("-");
    if (kind === "claim") return data.claims[number - 1].flat();
    if (kind === "frame") return data.frames[number - 1];
    return data.actors[number - 1].map(([first, last]) => ["mention", first, last]);
  };
  const refsAt = (at) => {
    const within = (spans) => spans.filter(([, first, last]) => first <= at && at <= last);
    const found = data.claims.map((evidence, n) => [`claim-${n + 1}`, within(evidence.flat())]);
    const held = found.filter(([, spans]) => spans.some(([part]) => part !== "evidence"));
    const frames = data.frames.map((spans, n) => [`frame-${n + 1}`, within(spans)]);
    return [...(held.length ? held : found), ...frames].filter(([, spans]) => spans.length).map(([ref]) => ref);
  };

  // Marking words.
  const MARKS = ["evidence", "part", "mention", "p-cue"];
  let marked = [];
  const mark = (refs, labels) => {
    marked.forEach((piece) => piece.classList.remove(...MARKS));
    marked = [];
    for (const [part, first, last] of refs.flatMap(spansOf)) {
      const classes = part === "evidence" || part === "mention" ? [part] : part === "cue" ? ["part", "p-cue"] : ["part"];
      for (const piece of pieces.slice(first, last + 1)) {
        piece.classList.add(...classes);
        marked.push(piece);
      }
    }
    label(labels && refs.length === 1 ? spansOf(refs[0]) : [], labels && refs[0]);
  };
  const partName = (part, ref) => {
    const [name, kind] = part.split(":");
    if (name === "cue") return one(`.verb .l[lang=${root.lang}]`, target(ref)).textContent;
    if (name !== "operator") return say(`part_${name}`);
    return data.operators[root.lang][kind] || say("part_operator");
  };
  // Small signs above the words: who, whom, where. They lie over the text, so that the letters stay joined.
  const label = (spans, ref) => {
    const tags = one(".tags", text);
    tags.replaceChildren();
    const places = new Map();
    for (const [part, first] of spans) {
      if (part === "evidence" || part === "mention" || part === "frame") continue;
      const names = places.get(first) || new Set();
      places.set(first, names.add(partName(part, ref)));
    }
    const frame = text.getBoundingClientRect();
    const rtl = getComputedStyle(text).direction === "rtl";
    const put = [];
    for (const [first, names] of [...places].sort(([a], [b]) => a - b)) {
      const box = pieces[first].getClientRects()[0];
      if (!box) continue;
      const tag = document.createElement("span");
      tag.className = "tag";
      tag.textContent = [...names].join(" + ");
      tag.lang = root.lang;
      tags.append(tag);
      const size = tag.getBoundingClientRect();
      const top = box.top + box.height / 2 - frame.top + text.scrollTop - text.clientTop - size.height - box.height * 0.36;
      let left = (rtl ? box.right - size.width : box.left) - frame.left - text.clientLeft;
      for (const other of put) {
        if (Math.abs(other.top - top) < size.height && left < other.left + other.width + 2 && other.left < left + size.width + 2)
          left = rtl ? other.left - size.width - 3 : other.left + other.width + 3;
      }
      left = Math.max(0, Math.min(left, text.clientWidth - size.width));
      tag.style.insetInlineStart = "auto";
      tag.style.left = `${left}px`;
      tag.style.top = `${top}px`;
      put.push({ top, left, width: size.width });
    }
  };

  // What is chosen: some claims and loaded words, and which of them is looked at.
  let chosen = [];
  let held = false; // an actor whose mentions stay marked
  const free = () => !chosen.length && !held;
  let at = 0;
  let origin = null;
  const target = (ref) => document.getElementById(ref);
  const reveal = (element) => {
    for (let box = element.closest("details:not([open])"); box; box = box.parentElement.closest("details:not([open])")) box.open = true;
  };
  const choose = (refs, n = 0) => {
    chosen = refs;
    at = n;
    held = false;
    all(".here, .near").forEach((element) => element.classList.remove("here", "near"));
    refs.forEach((ref, i) => target(ref).classList.add(i === n ? "here" : "near"));
    mark(refs.length ? [refs[n]] : [], true);
    panel.hidden = !refs.length || (wide.matches && refs.length === 1 && !target(refs[0]).hidden);
    root.classList.toggle("paneled", !panel.hidden);
    if (refs.length) describe(refs[n]);
  };
  const describe = (ref) => {
    const card = target(ref);
    const claim = ref.startsWith("claim");
    let where = chosen.length > 1 ? say("here", { n: at + 1, all: chosen.length }) : say(claim ? "here_one" : "here_frame");
    if (card.hidden) where += ` (${say("hidden_claim")})`;
    one(".where", panel).textContent = where;
    const copy = (claim ? one("h4", card) : card).cloneNode(true);
    const line = document.createElement("p");
    line.append(...copy.childNodes);
    all("a", line).forEach((link) => link.replaceWith(...link.childNodes));
    one(".what", panel).replaceChildren(line);
    all("[data-do=previous], [data-do=next]", panel).forEach((button) => (button.hidden = chosen.length < 2));
  };
  const step = (by) => {
    choose(chosen, (at + by + chosen.length) % chosen.length);
    if (wide.matches) show(chosen[at], false);
    else toWords(chosen[at]);
  };
  const show = (ref, focus) => {
    const element = target(ref);
    reveal(element);
    element.scrollIntoView({ block: "nearest" });
    if (focus) element.focus({ preventScroll: true });
  };
  const toWords = (ref, focus) => {
    const spans = spansOf(ref);
    if (!spans.length) return;
    const [, first] = spans.find(([part]) => part === "cue") || spans[0];
    const piece = pieces[first];
    piece.scrollIntoView({ block: wide.matches ? "nearest" : "center" });
    if (wide.matches) text.scrollTop += piece.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
    if (focus) (piece.closest(".w") || text).focus({ preventScroll: true });
  };
  const clear = () => {
    const back = origin;
    choose([]);
    origin = null;
    if (back && document.activeElement && panel.contains(document.activeElement)) back.focus({ preventScroll: true });
  };

  text.addEventListener("click", (event) => {
    if (String(getSelection()) !== "") return;
    const word = event.target.closest(".w");
    const piece = event.target.closest(".s");
    if (word) event.preventDefault();
    const refs = word ? word.dataset.refs.split(" ") : piece ? refsAt(pieces.indexOf(piece)) : [];
    origin = word;
    choose(refs);
    if (refs.length && (wide.matches || event.detail === 0)) show(refs[0], event.detail === 0);
  });
  text.addEventListener("pointerover", (event) => {
    const word = event.target.closest(".w");
    if (free() && event.pointerType === "mouse") mark(word ? word.dataset.refs.split(" ") : [], false);
  });
  text.addEventListener("pointerleave", () => free() && mark([], false));
  text.addEventListener("focusin", (event) => {
    const word = event.target.closest(".w");
    if (word && free() && word.matches(":focus-visible")) mark(word.dataset.refs.split(" "), false);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-claim], a[data-frame]");
    if (link) {
      event.preventDefault();
      const ref = link.dataset.claim ? `claim-${link.dataset.claim}` : `frame-${link.dataset.frame}`;
      origin = link;
      choose([ref]);
      toWords(ref, event.detail === 0);
      return;
    }
    const jump = event.target.closest('a[href^="#claim-"]:not(.w), a[href^="#actor-"]');
    if (jump) follow(jump.getAttribute("href").slice(1), event);
  });
  const follow = (ref, event) => {
    if (!target(ref)) return;
    if (event) event.preventDefault();
    if (ref.startsWith("claim")) choose([ref]);
    else if (ref.startsWith("actor")) {
      choose([]);
      held = true;
      target(ref).classList.add("here");
      mark([ref], false);
    }
    show(ref, true);
    if (wide.matches && !ref.startsWith("actor")) toWords(ref);
  };
  cards.forEach((card) => {
    card.addEventListener("pointerenter", (event) => free() && event.pointerType === "mouse" && mark([card.id], true));
    card.addEventListener("pointerleave", () => free() && mark([], false));
    card.addEventListener("click", (event) => {
      if (event.target.closest("a, button, summary, details.why") || String(getSelection()) !== "") return;
      origin = card;
      choose([card.id]);
      if (wide.matches) toWords(card.id);
    });
  });
  all(".actors li").forEach((item) => item.addEventListener("pointerenter", (event) => free() && event.pointerType === "mouse" && mark([item.id], false)));
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    const ref = chosen[at];
    const act = { previous: () => step(-1), next: () => step(1), open: () => show(ref, true), words: () => toWords(ref, true), close: clear };
    act[button.dataset.do]();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || free()) return;
    const back = origin;
    clear();
    if (back) back.focus();
  });
  addEventListener("resize", () => chosen.length && mark([chosen[at]], true));

  // Filters. A card passes when it passes each of them.
  const plain = (value) =>
    value.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g, "").replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه");
  const own = (card) => [...card.children].filter((part) => !part.matches(".ties, .foot"));
  const contents = new Map(cards.map((card) => [card, plain(own(card).map((part) => part.textContent).join(" "))]));
  const field = (name) => filters.elements[name].value;
  const pressed = () => all("[data-family][aria-pressed=true]", filters).map((chip) => chip.dataset.family);
  const passes = (card, families, wanted) =>
    (!families.length || families.includes(card.dataset.family)) &&
    (!field("predicate") || card.dataset.predicate === field("predicate")) &&
    (!field("actor") || card.dataset.actors.split(" ").includes(field("actor"))) &&
    (!field("source") || card.dataset.source === field("source")) &&
    (!field("told") || card.dataset.told.split(" ").includes(field("told"))) &&
    wanted.every((word) => contents.get(card).includes(word));
  const filter = () => {
    const families = pressed();
    const wanted = plain(field("text")).split(/\s+/).filter(Boolean);
    cards.forEach((card) => (card.hidden = !passes(card, families, wanted)));
    groups.forEach((group) => {
      const shown = all(".card:not([hidden])", group).length;
      group.hidden = !shown;
      one("h3 .count", group).textContent = shown;
    });
    const shown = cards.filter((card) => !card.hidden).length;
    one("output", filters).textContent = say("filtered", { shown, all: cards.length });
    one(".none").hidden = shown > 0;
    one("[type=reset]", filters).hidden = shown === cards.length;
    all("[data-filter]").forEach((button) => button.setAttribute("aria-pressed", String(field(button.dataset.filter) === button.dataset.value)));
  };
  const order = () => {
    const byText = field("order") === "text";
    const list = one(".list");
    for (const card of cards) (byText ? list : document.getElementById(`group-${card.dataset.family}`)).append(card);
    list.classList.toggle("by-text", byText);
    if (byText) [...cards].sort((a, b) => a.id.split("-")[1] - b.id.split("-")[1]).forEach((card) => list.append(card));
  };
  if (filters) {
    filters.addEventListener("submit", (event) => event.preventDefault());
    filters.addEventListener("input", (event) => (event.target.name === "order" ? order() : filter()));
    filters.addEventListener("reset", () => setTimeout(() => {
      all("[data-family]", filters).forEach((chip) => chip.setAttribute("aria-pressed", "false"));
      order();
      filter();
      filters.elements.text.focus();
    }));
    all("[data-family]", filters).forEach((chip) => chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      filter();
    }));
    const set = (name, value) => {
      filters.elements[name].value = value;
      filter();
    };
    all("[data-filter]").forEach((button) => button.addEventListener("click", () => {
      set(button.dataset.filter, button.getAttribute("aria-pressed") === "true" ? "" : button.dataset.value);
    }));
    all("[data-show]").forEach((button) => button.addEventListener("click", () => {
      filters.reset();
      setTimeout(() => {
        set(button.dataset.show, button.dataset.value);
        one("#claims").scrollIntoView();
        one("#claims").focus({ preventScroll: true });
      });
    }));
  }

  // The language of the page: what was chosen last, else Arabic or English as the browser prefers.
  const speak = (lang) => {
    root.lang = lang;
    root.dir = lang === "ar" ? "rtl" : "ltr";
    all("[data-language]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.language === lang)));
    for (const name of ["title", "aria-label", "placeholder"])
      all(`[data-${name}-${lang}]`).forEach((element) => element.setAttribute(name, element.getAttribute(`data-${name}-${lang}`)));
    all("option[data-ar]").forEach((option) => (option.textContent = option.dataset[lang]));
    if (filters) filter();
    choose(chosen, at);
  };
  const remembered = () => {
    try { return localStorage.getItem("marsad-language"); } catch { return null; } // storage may be closed to a file
  };
  all("[data-language]").forEach((button) => button.addEventListener("click", () => {
    speak(button.dataset.language);
    try { localStorage.setItem("marsad-language", root.lang); } catch { /* then for this time only */ }
  }));
  const wished = remembered() || (navigator.languages || []).map((tag) => tag.slice(0, 2)).find((tag) => tag === "ar" || tag === "en");
  speak(wished === "en" ? "en" : "ar");

  // On paper everything is open.
  addEventListener("beforeprint", () => all(".group, .idle").forEach((box) => (box.open = true)));
  const hash = () => /^#(claim|actor|frame)-\d+$/.test(location.hash) && follow(location.hash.slice(1));
  addEventListener("hashchange", hash);
  hash();
})();
