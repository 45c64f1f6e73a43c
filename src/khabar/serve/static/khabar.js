// Comfort on top of pages that work without it: the search key, and menus that close.
"use strict";

(() => {
  const typing = (element) => element instanceof HTMLElement && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));

  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
      const field = document.querySelector("[data-search]");
      if (field) {
        event.preventDefault();
        field.focus();
        field.select();
      }
    }
    if (event.key === "Escape") {
      for (const menu of document.querySelectorAll("details[data-menu][open]")) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
  });

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  // On a narrow screen the parts of the site scroll sideways: the one that is open stands in sight.
  const open = document.querySelector(".nav [aria-current]");
  if (open) {
    const list = open.closest("ul");
    const [at, seen] = [open.getBoundingClientRect(), list.getBoundingClientRect()];
    list.scrollLeft += (at.left + at.right - seen.left - seen.right) / 2;
  }

  // On a wide screen the filters stand open; on a narrow one they wait behind their heading.
  for (const box of document.querySelectorAll("details[data-wide-open]")) {
    if (window.matchMedia("(max-width: 61.99rem)").matches) box.open = false;
  }

  for (const button of document.querySelectorAll("[data-copy-address]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(window.location.href);
      button.textContent = button.dataset.copyAddress;
    });
  }
})();
