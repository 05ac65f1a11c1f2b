/* Small conveniences of the pages. Every page works without this file; nothing here decides anything.
   Pages speak to it through data attributes only, so parts that htmx swaps in later work too. */
(() => {
  "use strict";

  const words = document.body.dataset;
  const by = (selector, from = document) => Array.from(from.querySelectorAll(selector));

  // Saying something in the page's message place -------------------------------------------------------------------

  function say(sentence) {
    const place = document.getElementById("bao");
    if (!place || !sentence) return;
    const note = document.getElementById("bao-mau").content.cloneNode(true);
    note.querySelector("p").textContent = sentence;
    place.replaceChildren(note);
    place.scrollIntoView({ block: "nearest" });
  }

  // Menus: one open at a time, closed by Escape or a click elsewhere -------------------------------------------------

  document.addEventListener("click", (event) => {
    by("details.drop[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      by("details.drop[open]").forEach((menu) => {
        menu.open = false;
        if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      });
    }
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      const field = by("[data-hotkey]").find((one) => one.dataset.hotkey === event.key.toLowerCase());
      if (field) {
        event.preventDefault();
        field.focus();
        field.select();
      }
    }
  });

  // Dialogs: <button data-dialog="id"> opens, data-close closes, a click on the veil closes --------------------------

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.dialog);
      if (dialog && !dialog.open) {
        event.preventDefault();
        dialog.showModal();
      }
      return;
    }
    if (event.target.closest("[data-close]") || event.target.matches("dialog.dialog")) {
      event.target.closest("dialog")?.close();
    }
  });

  // A form that was sent is not sent twice ---------------------------------------------------------------------------

  function busy(form, on) {
    form.toggleAttribute("data-sent", on);
    by("button[type=submit], button:not([type])", form).forEach((button) => {
      if (on) button.setAttribute("aria-busy", "true");
      else button.removeAttribute("aria-busy");
    });
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.hasAttribute("data-sent")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const elsewhere = event.submitter?.formTarget || form.target;
    if (form.method !== "post" || form.matches("[hx-post], [data-again]") || elsewhere === "_blank") return;
    busy(form, true);
  }, true);

  window.addEventListener("pageshow", () => by("form[data-sent]").forEach((form) => busy(form, false)));

  // Leaving with unsaved words: <form data-guard> --------------------------------------------------------------------

  const changed = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) changed.add(form);
  });
  document.addEventListener("submit", (event) => changed.delete(event.target));
  window.addEventListener("beforeunload", (event) => {
    if (Array.from(changed).some((form) => form.isConnected)) event.preventDefault();
  });

  // Formsets: [data-formset="prefix"] holds [data-rows], a <template> with __prefix__ and a [data-add-row] button ----

  document.addEventListener("click", (event) => {
    const add = event.target.closest("[data-add-row]");
    if (!add) return;
    const set = add.closest("[data-formset]");
    const total = set.querySelector(`[name="${set.dataset.formset}-TOTAL_FORMS"]`);
    const blank = set.querySelector("template");
    if (!total || !blank) return;
    event.preventDefault();
    const holder = document.createElement("template");
    holder.innerHTML = blank.innerHTML.replaceAll("__prefix__", total.value);
    const rows = set.querySelector("[data-rows]");
    rows.append(holder.content);
    total.value = Number(total.value) + 1;
    rows.lastElementChild.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });

  // A row taken away: its DELETE box is ticked, so the server forgets it, and the row is no longer shown
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!box.closest?.("[data-formset]") || !box.matches("input[type=checkbox][name$='-DELETE']")) return;
    const row = box.closest("tr, [data-row]");
    if (row && box.checked) row.hidden = true;
  });

  // Many rows picked: [data-bulk] around checkboxes, [data-bulk-bar], [data-bulk-count] and [data-check-all] ---------

  function count(area) {
    const boxes = by("[data-check]", area);
    const picked = boxes.filter((box) => box.checked);
    boxes.forEach((box) => box.closest("tr")?.classList.toggle("sel", box.checked));
    by("[data-bulk-count]", area).forEach((place) => { place.textContent = picked.length; });
    by("[data-bulk-bar]", area).forEach((bar) => { bar.hidden = picked.length === 0; });
    by("[data-check-all]", area).forEach((all) => {
      all.checked = boxes.length > 0 && picked.length === boxes.length;
      all.indeterminate = picked.length > 0 && picked.length < boxes.length;
    });
  }

  document.addEventListener("change", (event) => {
    const area = event.target.closest("[data-bulk]");
    if (!area) return;
    if (event.target.matches("[data-check-all]")) {
      by("[data-check]", area).forEach((box) => { box.checked = event.target.checked; });
    }
    count(area);
  });

  document.addEventListener("click", (event) => {
    const clear = event.target.closest("[data-check-none]");
    if (!clear) return;
    event.preventDefault();
    const area = clear.closest("[data-bulk]");
    by("[data-check]", area).forEach((box) => { box.checked = false; });
    count(area);
  });

  // A file dropped anywhere on its frame: [data-dropzone] ------------------------------------------------------------

  ["dragover", "dragleave", "drop"].forEach((kind) => document.addEventListener(kind, (event) => {
    const zone = event.target.closest?.("[data-dropzone]");
    if (!zone) return;
    event.preventDefault();
    zone.classList.toggle("over", kind === "dragover");
    const field = zone.querySelector("input[type=file]");
    if (kind === "drop" && field && event.dataTransfer.files.length) {
      field.files = event.dataTransfer.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }));

  // Light, dark or as the machine says: kept in a cookie, so the server sends the page right from the start ----------

  const root = document.documentElement;
  const chosen = () => root.dataset.bsTheme || "";
  function showTheme() {
    by("[data-theme-choice]").forEach((choice) => {
      choice.hidden = false;
      by("button", choice).forEach((button) => button.setAttribute("aria-pressed", String(button.value === chosen())));
    });
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-choice] button");
    if (!button) return;
    if (button.value) root.dataset.bsTheme = button.value;
    else delete root.dataset.bsTheme;
    document.cookie = `theme=${button.value};path=/;max-age=${button.value ? 31536000 : 0};samesite=lax`;
    showTheme();
  });

  // htmx: refusals and broken lines become sentences, and what was typed stays ----------------------------------------

  // Only a form that was submitted counts: one that asks at every answer (hx-trigger="change") may ask again at once.
  const submitted = (event) => event.detail.requestConfig.triggeringEvent?.type === "submit";

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt;
    if (!form.matches("form") || !submitted(event)) return;
    busy(form, true);
  });

  document.addEventListener("htmx:responseError", (event) => {
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const sentence = page.querySelector("[data-reason], .note p");
    say(sentence ? sentence.textContent.trim() : words.wordsFailed);
  });
  // A session that ended leads to the login form, but asks first: whoever stays to copy words reads why
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (!event.detail.xhr.getResponseHeader("HX-Redirect")) return;
    say(words.wordsEnded);
    if (event.detail.elt.matches("form[data-guard]")) changed.add(event.detail.elt);
  });
  document.addEventListener("htmx:sendError", () => say(words.wordsOffline));
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt;
    if (!form.matches("form") || !submitted(event)) return;
    busy(form, false);
    if (event.detail.successful) changed.delete(form);
  });
  // A part exchanged beside the target was drawn from answers of a moment ago: those given since are carried over
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    if (!target.matches("[data-keep-answers]")) return;
    const same = (one, other) => one.name === other.name && (one.type !== "radio" && one.type !== "checkbox" || one.value === other.value);
    const fresh = by("input, select, textarea", fragment);
    by("input, select, textarea", target).forEach((old) => {
      const field = fresh.find((one) => same(one, old));
      if (!field) return;
      field.checked = old.checked;
      field.value = old.value;
    });
  });
  document.addEventListener("htmx:load", (event) => {
    if (event.target !== document.body) by("[role=alert]", event.target)[0]?.scrollIntoView({ block: "nearest" });
    by("[data-bulk]", event.target).forEach(count);
    showTheme();
  });

  by("[data-bulk]").forEach(count);
  showTheme();
})();
