// What the pages do beyond HTML. Everything here makes easier what works without it.
(() => {
  "use strict";
  const root = document.documentElement;
  const find = (id) => document.getElementById(id);
  root.classList.add("js");

  // Buttons that only mean something with a script are shown by it.
  const reveal = (within) =>
    within.querySelectorAll("[data-copy][hidden],[data-dismiss][hidden]").forEach((button) => {
      button.hidden = false;
    });

  document.addEventListener("click", (event) => {
    const on = (selector) => event.target.closest(selector);
    let element;
    if ((element = on("[data-dialog]"))) {
      const dialog = find(element.dataset.dialog);
      if (dialog && dialog.showModal) {
        event.preventDefault();
        dialog.showModal();
      }
    } else if ((element = on("[data-close]"))) {
      element.closest("dialog").close();
    } else if (event.target.matches("dialog")) {
      const box = event.target.getBoundingClientRect();
      const inside =
        event.clientX >= box.left && event.clientX <= box.right &&
        event.clientY >= box.top && event.clientY <= box.bottom;
      if (!inside) event.target.close();
    } else if ((element = on("[data-dismiss]"))) {
      element.parentElement.remove();
    } else if ((element = on("[data-copy]"))) {
      const field = find(element.dataset.copy);
      field.select();
      navigator.clipboard?.writeText(field.value).then(() => {
        element.querySelector("[role=status]").textContent = element.dataset.done;
      });
    }
    document.querySelectorAll("details[data-closes][open]").forEach((details) => {
      if (!details.contains(event.target)) details.open = false;
    });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details[data-closes][open]").forEach((details) => {
      details.open = false;
      details.querySelector("summary").focus();
    });
  });

  // A form with data-guard warns before what was written in it is lost.
  const touched = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.matches("[data-guard]")) touched.add(form);
  });
  document.addEventListener("submit", (event) => touched.delete(event.target));
  window.addEventListener("beforeunload", (event) => {
    for (const form of touched) if (form.isConnected) event.preventDefault();
  });

  // Another language: what is written in a form comes along, and nothing is kept in the browser.
  const written = (form) => [...form.elements].filter((each) => each.name && each.type !== "hidden");
  const KEPT = "[data-guard],[data-carries]";
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches(".t-language")) return;
    const carries = document.querySelector("[data-carries]");
    const filled = carries && written(carries).some((field) => field.value.trim());
    if (!filled && ![...touched].some((each) => each.isConnected)) return;
    event.preventDefault();
    const chosen = new FormData(form);
    chosen.set(event.submitter.name, event.submitter.value);
    const before = [...document.querySelectorAll(KEPT)].map(written);
    await fetch(form.action, { method: "POST", body: chosen });
    if (filled && find("carried")) {
      // What came of it is had in the other language too.
      carries.querySelectorAll("[type=hidden][name=spoken]").forEach((old) => old.remove());
      carries.submit();
      return;
    }
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    touched.clear();
    document.title = page.title;
    document.documentElement.lang = page.documentElement.lang;
    document.body.replaceChildren(...page.body.childNodes);
    window.htmx?.process(document.body);
    document.querySelectorAll(KEPT).forEach((now, place) => {
      written(now).forEach((field, order) => {
        const old = before[place]?.[order];
        if (!old || old.name !== field.name || field.type === "file") return;
        if (field.matches("[type=checkbox],[type=radio]")) field.checked = old.checked;
        else field.value = old.value;
      });
      if (now.matches("[data-guard]")) touched.add(now);
    });
  });

  // A whole page from another address (log in, what came of a form) is gone to, not put in.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    // A form that shows its own refusals (too large, too often, busy) has them put in as answers.
    if (xhr.status >= 400 && requestConfig.elt.matches("[data-refusals]") && xhr.status < 504) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
    if (!/^\s*<!doctype/i.test(xhr.responseText)) return;
    const asked = new URL(requestConfig.path, location.href);
    const answered = new URL(xhr.responseURL || asked);
    if (answered.pathname !== asked.pathname) {
      event.detail.shouldSwap = false;
      location.assign(answered);
    }
  });

  // After an answer is put in, the reader is where it matters: at its errors, or its heading.
  const focusOn = (within) => within.querySelector("[data-focus],[autofocus]")?.focus();
  document.addEventListener("htmx:afterSettle", (event) => {
    reveal(event.target);
    if (!event.target.matches(".t-progress")) focusOn(event.target);
  });
  const trouble = () => {
    const place = find("messages");
    const notice = find("trouble");
    if (place && notice) {
      place.replaceChildren(notice.content.cloneNode(true));
      place.scrollIntoView({ block: "nearest" });
    }
  };
  document.addEventListener("htmx:sendError", trouble);
  document.addEventListener("htmx:responseError", trouble);

  // A link to what is folded away unfolds it; the style sheet does so where no script runs.
  const unfold = () => {
    const target = location.hash && find(decodeURIComponent(location.hash.slice(1)));
    const folded = target && target.closest("details:not([open])");
    if (!folded) return;
    folded.open = true;
    target.scrollIntoView();
  };
  window.addEventListener("hashchange", unfold);

  // Tabs that do not fit show the one that is open.
  const showTab = () => {
    const tab = document.querySelector(".t-tabs [aria-current]");
    const tabs = tab?.closest(".t-tabs");
    if (tabs) tabs.scrollLeft = tab.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - tab.offsetWidth) / 2;
  };

  const start = () => {
    reveal(document);
    showTab();
    unfold();
    document.querySelector(".ds-error-summary")?.focus();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
