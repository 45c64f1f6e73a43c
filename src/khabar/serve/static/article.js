// The article in the browser: what a mark means, the keys, the filters, corrections in place, pasting. All of it stands
// on pages that work without it. Offsets are code points of the article's text, as everywhere in Khabar; a string of
// JavaScript counts UTF-16, so they are counted by hand.
"use strict";

(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const desk = one("#article");
  const text = one("#text");
  const said = one("#said");
  const pop = one("#pop");
  const panel = one("#panel");
  const typing = (element) => element instanceof HTMLElement && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
  const narrow = window.matchMedia("(max-width: 47.99rem)");

  const tell = (words, quiet = false) => {
    if (!said) return;
    said.classList.toggle("quiet", quiet);
    said.textContent = words;
    if (!quiet) window.setTimeout(() => { if (said.textContent === words) said.textContent = ""; }, 4000);
  };

  const part = async (address) => {
    const answer = await fetch(address, { headers: { "X-Part": "1" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    const read = new DOMParser().parseFromString(await answer.text(), "text/html");
    return [...read.body.children].map((child) => document.adoptNode(child));
  };

  // -- code points
  const points = (string) => {
    let count = 0;
    for (const _ of string) count += 1;
    return count;
  };
  const letters = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return points(node.data);
    return node.classList?.contains("ctl") ? Number(node.dataset.n) : [...node.childNodes].reduce((sum, child) => sum + letters(child), 0);
  };
  const before = (run, node, offset) => {
    let count = Number(run.dataset.s);
    const holder = node === run ? null : [...run.childNodes].find((child) => child.contains(node));
    const children = holder ? [...run.childNodes].slice(0, [...run.childNodes].indexOf(holder)) : [...run.childNodes].slice(0, offset);
    for (const child of children) count += letters(child);
    if (!holder) return count;
    return count + (node.nodeType === Node.TEXT_NODE ? points(node.data.slice(0, offset)) : 0);
  };
  // The offset of a place in the document; an edge between runs counts as the one after it.
  const place = (node, offset) => {
    const run = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".r");
    if (run) return before(run, node, offset);
    const range = document.createRange();
    range.setStart(node, offset);
    const next = all(".r", text).find((r) => range.comparePoint(r, 0) >= 0);
    if (next) return Number(next.dataset.s);
    const last = all(".r", text).at(-1);
    return last ? Number(last.dataset.s) + letters(last) : 0;
  };
  const picked = () => {
    const selection = window.getSelection();
    if (!text || !selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
    const start = place(range.startContainer, range.startOffset);
    const end = place(range.endContainer, range.endOffset);
    return end > start ? { start, end, words: selection.toString(), box: range.getBoundingClientRect() } : null;
  };

  // -- records and their runs
  const runs = new Map();
  for (const run of text ? all(".m", text) : []) {
    for (const pair of run.dataset.m.split(" ")) {
      const at = pair.lastIndexOf(":");
      const id = pair.slice(0, at);
      if (!runs.has(id)) runs.set(id, []);
      runs.get(id).push({ run, role: pair.slice(at + 1) });
    }
  }
  const cards = new Map(all(".rec[data-id]").map((card) => [card.dataset.id, card]));
  const over = (run) => run.dataset.m.split(" ").map((pair) => pair.slice(0, pair.lastIndexOf(":"))).reverse();
  const visible = (id) => cards.has(id) && !cards.get(id).hidden;
  const main = (run) => {
    const ids = [...new Set(over(run))].filter(visible);
    return [...ids.filter((id) => /^[se]/.test(id)), ...ids.filter((id) => !/^[se]/.test(id))];
  };
  const walk = () => {
    const found = [...cards.values()].filter((card) => !card.hidden && runs.has(card.dataset.id));
    const strong = found.filter((card) => card.dataset.kind === "statement" || card.dataset.kind === "event");
    const start = (card) => Number(runs.get(card.dataset.id)[0].run.dataset.s);
    return (strong.length ? strong : found).sort((a, b) => start(a) - start(b)).map((card) => card.dataset.id);
  };

  let active = null;
  let lit = [];
  const light = (id) => {
    for (const { run, role } of lit) run.classList.remove("on", `on--${role}`);
    for (const card of all(".rec.on")) card.classList.remove("on");
    lit = runs.get(id) ?? [];
    for (const { run, role } of lit) run.classList.add("on", `on--${role}`);
    text?.classList.toggle("dims", lit.length > 0);
    cards.get(id)?.classList.add("on");
  };
  const first = (id) => (runs.get(id) ?? []).find(({ role }) => role === "content" || role === "evidence") ?? (runs.get(id) ?? [])[0];
  const go = (id, { open = true, focus = false } = {}) => {
    active = id;
    light(id);
    const at = first(id);
    const card = cards.get(id);
    if (card) {
      card.closest(".side")?.scrollTo({ top: card.offsetTop - 120 });
      tell(`${id}: ${one("summary", card)?.textContent.replace(/\s+/g, " ").trim() ?? ""}`, true);
    }
    if (!at) {
      if (card) { one("details", card).open = true; card.scrollIntoView({ block: "center" }); }
      return;
    }
    at.run.scrollIntoView({ block: "center", inline: "nearest" });
    if (open) show(at.run, id, { pinned: true, focus });
  };

  // -- what opens over the text
  let waiting = 0;
  const hide = () => {
    if (!pop) return;
    window.clearTimeout(waiting);
    pop.hidden = true;
    pop.classList.remove("pinned");
    light(null);
  };
  const why = async (id, target) => {
    const base = desk.dataset.why ?? `${desk.dataset.base}/why`;
    try {
      target.replaceChildren(...await part(`${base}/${encodeURIComponent(id)}`));
      target.hidden = false;
    } catch { target.hidden = true; }
  };
  const fill = (id, others, run) => {
    const card = cards.get(id);
    const body = one(".pop__body", pop);
    const head = document.createElement("div");
    head.className = "pop__head";
    head.append(...[...one("summary", card).cloneNode(true).childNodes]);
    const facts = one(".rec__body", card).cloneNode(true);
    const reason = one(".why", facts);
    body.replaceChildren(head, facts);
    if (card.dataset.kind === "statement" || card.dataset.kind === "event") why(id, reason);
    if (!others.length) return;
    const also = document.createElement("p");
    also.className = "pop__also";
    also.append(pop.dataset.also);
    for (const other of others.slice(0, 12)) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `${other} ${one(".rec__head", cards.get(other)).textContent}`.slice(0, 40);
      button.addEventListener("click", () => { active = other; light(other); show(run, other, { pinned: true }); });
      also.append(button);
    }
    head.after(also);
  };
  const put = (run) => {
    if (narrow.matches) return;
    const boxes = [...run.getClientRects()];
    const box = boxes[0] ?? run.getBoundingClientRect();
    const size = pop.getBoundingClientRect();
    const top = box.bottom + 8 + size.height < window.innerHeight ? box.bottom + 8 : Math.max(8, box.top - size.height - 8);
    const left = Math.min(Math.max(8, box.left + box.width / 2 - size.width / 2), window.innerWidth - size.width - 8);
    pop.style.setProperty("top", `${top}px`);
    pop.style.setProperty("left", `${left}px`);
  };
  const show = (run, id, { pinned = false, focus = false } = {}) => {
    if (!pop || !cards.has(id)) return;
    light(id);
    fill(id, main(run).filter((other) => other !== id), run);
    pop.classList.toggle("pinned", pinned);
    pop.hidden = false;
    put(run);
    if (focus) one("[data-close]", pop).focus();
  };

  if (text && pop) {
    text.addEventListener("pointerover", (event) => {
      const run = event.target.closest?.(".m");
      if (event.pointerType !== "mouse" || pop.classList.contains("pinned") || panel.open) return;
      window.clearTimeout(waiting);
      const id = run ? main(run)[0] : undefined;
      if (id) waiting = window.setTimeout(() => show(run, id), 180);
      else if (!pop.hidden) waiting = window.setTimeout(hide, 250);
    });
    text.addEventListener("pointerleave", (event) => {
      if (pop.classList.contains("pinned") || pop.contains(event.relatedTarget)) return;
      window.clearTimeout(waiting);
      waiting = window.setTimeout(hide, 300);
    });
    pop.addEventListener("pointerenter", () => window.clearTimeout(waiting));
    pop.addEventListener("pointerleave", () => { if (!pop.classList.contains("pinned")) waiting = window.setTimeout(hide, 300); });
    text.addEventListener("click", (event) => {
      const run = event.target.closest?.(".m");
      if (!run || picked()) return;
      const id = main(run)[0];
      if (!id) return;
      window.clearTimeout(waiting);
      active = id;
      show(run, id, { pinned: true });
    });
    one("[data-close]", pop).addEventListener("click", () => { hide(); text.focus({ preventScroll: true }); });
    document.addEventListener("pointerdown", (event) => {
      if (pop.classList.contains("pinned") && !pop.contains(event.target) && !event.target.closest?.(".m, .side, dialog")) hide();
    });
    window.addEventListener("scroll", () => { if (!pop.hidden && !pop.classList.contains("pinned")) hide(); }, { passive: true });
  }

  // -- filters
  const sift = one("[data-sift]");
  const siftNow = (write = true) => {
    const asked = new FormData(sift);
    const kinds = asked.getAll("kind");
    const boxes = all("input[name=kind]", sift);
    const [speaker, type, status] = ["speaker", "type", "status"].map((name) => asked.get(name) ?? "");
    let count = 0;
    for (const card of cards.values()) {
      const data = card.dataset;
      const wanted = kinds.includes(data.kind) && (!speaker || data.people.split(" ").includes(speaker)) && (!type || data.type === type) && (!status || data.status === status);
      card.hidden = !wanted;
      count += wanted;
    }
    for (const section of all(".kind")) section.hidden = !all(".rec", section).some((card) => !card.hidden);
    desk.dataset.off = boxes.filter((box) => !box.checked).map((box) => box.value).join(" ");
    one("[data-none]").hidden = count > 0 || cards.size === 0;
    one("[data-count]", sift).textContent = String(count);
    if (!write) return;
    const address = new URL(window.location.href);
    for (const name of ["kind", "speaker", "type", "status", "said", "row"]) address.searchParams.delete(name);
    if (kinds.length < boxes.length) for (const kind of kinds) address.searchParams.append("kind", kind);
    for (const [name, value] of [["speaker", speaker], ["type", type], ["status", status]]) if (value) address.searchParams.set(name, value);
    window.history.replaceState(null, "", address);
  };
  if (sift && desk) {
    one("[data-apply]", sift).hidden = true;
    sift.addEventListener("change", () => siftNow());
    sift.addEventListener("submit", (event) => { event.preventDefault(); siftNow(); });
    one("[data-reset]", sift).addEventListener("click", (event) => {
      event.preventDefault();
      for (const box of all("input[name=kind]", sift)) box.checked = true;
      for (const select of all("select", sift)) select.value = "";
      siftNow();
    });
    siftNow(false);
  }

  // -- corrections in place
  const editable = desk?.dataset.editable === "1";
  const load = async (address) => {
    try {
      panel.replaceChildren(...await part(address));
    } catch (error) { tell(error.message); return; }
    hide();
    if (!panel.open) panel.show();
    (one("[data-first]", panel) ?? one("button", panel))?.focus();
  };
  const correct = (id) => {
    if (!editable || !cards.get(id)?.querySelector("[data-correct]")) return;
    active = id;
    load(`${desk.dataset.base}/correct/${encodeURIComponent(id)}`).then(() => light(id));
  };
  const send = (selector, values = {}) => {
    const form = one(selector);
    if (!form) return;
    for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
    form.requestSubmit();
  };
  const close = () => { panel.close(); light(null); text.focus({ preventScroll: true }); };
  if (panel) {
    panel.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link?.matches("[data-cancel]")) { event.preventDefault(); close(); }
      if (link?.matches("[data-panel]")) { event.preventDefault(); load(link.getAttribute("href")); }
    });
  }
  const chip = one("#picked");
  document.addEventListener("selectionchange", () => {
    if (!editable) return;
    const found = picked();
    if (found && panel.open) {
      one("[name=start]", panel).value = found.start;
      one("[name=end]", panel).value = found.end;
      one("[data-words]", panel).textContent = found.words;
    }
    chip.hidden = !found || panel.open;
    if (!found || panel.open) return;
    one("a", chip).href = `${desk.dataset.base}/correct?start=${found.start}&end=${found.end}`;
    chip.style.setProperty("top", `${Math.min(found.box.bottom + 6, window.innerHeight - 48)}px`);
    chip.style.setProperty("left", `${Math.max(8, Math.min(found.box.left, window.innerWidth - 180))}px`);
  });
  chip?.addEventListener("pointerdown", (event) => event.preventDefault());
  chip?.addEventListener("click", (event) => {
    event.preventDefault();
    const address = one("a", chip).getAttribute("href");
    chip.hidden = true;
    window.getSelection().removeAllRanges();
    load(address);
  });

  // -- links between list and text
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.dataset.go && (runs.has(link.dataset.go) || cards.has(link.dataset.go))) {
      event.preventDefault();
      window.history.replaceState(null, "", `#${link.dataset.go}`);
      go(link.dataset.go);
    } else if (link.dataset.why && desk) {
      event.preventDefault();
      const target = one(".why", link.closest(".rec, .pop"));
      if (target.hidden) why(link.dataset.why, target);
      else target.hidden = true;
    } else if (link.dataset.correct && desk) {
      event.preventDefault();
      correct(link.dataset.correct);
    }
  });
  for (const card of cards.values()) {
    card.addEventListener("pointerenter", () => { if (pop?.hidden && !panel?.open) light(card.dataset.id); });
    card.addEventListener("pointerleave", () => { if (pop?.hidden && !panel?.open) light(null); });
  }

  // -- keys
  const step = (by) => {
    const ids = walk();
    if (!ids.length) return;
    const at = ids.indexOf(active);
    go(ids[at < 0 ? (by > 0 ? 0 : ids.length - 1) : Math.min(Math.max(at + by, 0), ids.length - 1)]);
  };
  const keys = one("#keys");
  const acts = {
    j: () => step(1),
    k: () => step(-1),
    e: () => active && correct(active),
    a: () => editable && active && cards.get(active)?.querySelector("[data-correct]") && send("#accept", { record: active }),
    u: () => editable && send("#undo"),
    f: () => { const more = one(".sift__more", sift); more.open = true; one("select", more).focus(); more.scrollIntoView({ block: "nearest" }); },
    "?": () => keys.showModal(),
  };
  // On an Arabic keyboard the same keys do the same: what gives no Latin letter is taken by its place.
  const named = (event) => {
    if (event.key === "?" || event.key === "؟") return "?";
    return /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key;
  };
  if (desk && keys) {
    one("[data-hint]")?.removeAttribute("hidden");
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        if (panel.open) close();
        else if (!pop.hidden) { hide(); text.focus({ preventScroll: true }); }
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || keys.open || panel.contains(event.target)) return;
      const key = named(event);
      if (key === "Enter" && active && first(active) && (event.target === text || event.target === document.body)) {
        event.preventDefault();
        show(first(active).run, active, { pinned: true, focus: true });
      } else if (Object.hasOwn(acts, key)) {
        event.preventDefault();
        acts[key]();
      }
    });
  }

  // -- a record named in the address
  const goNamed = () => {
    const id = decodeURIComponent(window.location.hash.slice(1));
    if (!desk || !id) return;
    if (runs.has(id)) go(id);
    else if (cards.has(id.replace(/^r-/, ""))) go(id.replace(/^r-/, ""));
    else if (Number(desk.dataset.pieces) > 1 && /^[sea]\d+$/.test(id) && !new URLSearchParams(window.location.search).has("record")) {
      window.location.replace(`${desk.dataset.base}?record=${encodeURIComponent(id)}#${encodeURIComponent(id)}`);
    }
  };
  window.addEventListener("hashchange", goNamed);
  goNamed();

  // -- quotation
  for (const button of all("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const source = one(`#${button.dataset.copy}`);
      try {
        await navigator.clipboard.writeText(source.textContent);
      } catch {
        source.closest("details").open = true;
        window.getSelection().selectAllChildren(source);
        document.execCommand("copy");
      }
      tell(button.dataset.done);
    });
  }

  // -- pasting
  const paste = one("[data-paste]");
  const drop = one("#drop");
  if (paste && drop) {
    const field = one("textarea", paste);
    const file = one("input[type=file]", paste);
    const sendFile = (chosen) => {
      if (chosen.size > Number(paste.dataset.most) - 2000) {
        file.value = "";
        tell(paste.dataset.large);
        return;
      }
      field.value = "";
      paste.requestSubmit();
    };
    const give = (chosen) => {
      const carrier = new DataTransfer();
      carrier.items.add(chosen);
      file.files = carrier.files;
      sendFile(chosen);
    };
    // A field of a form may not be as large as a file: a long text goes as one.
    paste.addEventListener("submit", (event) => {
      if (file.files.length || field.value.length < 250000) return;
      event.preventDefault();
      give(new File([field.value], "paste.txt", { type: "text/plain" }));
    });
    field.addEventListener("paste", () => {
      if (!field.value.trim()) window.setTimeout(() => { if (field.value.trim().length > 40) paste.requestSubmit(); }, 0);
    });
    file.addEventListener("change", () => { if (file.files.length) sendFile(file.files[0]); });
    document.addEventListener("dragover", (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      drop.hidden = false;
    });
    document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.hidden = true; });
    document.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      drop.hidden = true;
      give(event.dataTransfer.files[0]);
    });
    if (!one("[data-result]")) field.focus();
  }
})();
