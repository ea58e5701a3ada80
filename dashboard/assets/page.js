/* Two small duties of every page.

   1. The page is sent ready to read (#first-paint). When Dash has built the same page, its copy takes the place of
      ours, with what the reader had chosen, opened or focused meanwhile.
   2. The page asks now and then whether there are new figures. It says so, and shows them when asked; a page that
      nobody sees or has touched for five minutes shows them by itself. */
(function () {
  "use strict";

  var FOCUSABLE = "a[href], button, input, select, summary, [tabindex]";

  function takeOver(first, entry) {
    var ours = first.querySelectorAll(FOCUSABLE);
    var theirs = entry.querySelectorAll(FOCUSABLE);
    var focused = Array.prototype.indexOf.call(ours, document.activeElement);
    first.querySelectorAll("details").forEach(function (box, i) {
      var other = entry.querySelectorAll("details")[i];
      if (other && box.open) other.open = true;
    });
    first.querySelectorAll("select").forEach(function (box, i) {
      var other = entry.querySelectorAll("select")[i];
      if (other && other.name === box.name) other.value = box.value;
    });
    first.querySelectorAll("input").forEach(function (box, i) {
      var other = entry.querySelectorAll("input")[i];
      if (!other || other.name !== box.name || other.value === box.value) return;
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(other, box.value);
      other.dispatchEvent(new Event("input", { bubbles: true }));
    });
    first.remove();
    if (focused >= 0 && theirs[focused]) theirs[focused].focus({ preventScroll: true });
  }

  function waitForDash() {
    var first = document.getElementById("first-paint");
    var entry = document.getElementById("react-entry-point");
    if (!first || !entry) return;
    var watcher = new MutationObserver(function () {
      if (!entry.querySelector("main")) return;
      watcher.disconnect();
      takeOver(first, entry);
    });
    watcher.observe(entry, { childList: true, subtree: true });
  }

  var IDLE = 5 * 60 * 1000;
  var touched = Date.now();

  function tell() {
    var news = document.getElementById("news");
    if (news.firstChild) return;
    var button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = "Show them";
    button.addEventListener("click", function () { location.reload(); });
    var text = document.createElement("p");
    text.append("New figures have been loaded. ", button);
    news.append(text);
  }

  function ask() {
    var held = document.documentElement.dataset.version;
    fetch("/version", { cache: "no-store" })
      .then(function (answer) { return answer.ok ? answer.text() : held; })
      .then(function (now) {
        if (now === held) return;
        if (document.hidden || Date.now() - touched > IDLE) location.reload();
        else tell();
      })
      .catch(function () { /* The server is away for a moment; the next question will tell. */ });
  }

  function keepAsking() {
    var seconds = Number(document.documentElement.dataset.refresh);
    if (!(seconds > 0)) return;
    ["pointerdown", "pointermove", "keydown", "scroll", "focusin"].forEach(function (what) {
      addEventListener(what, function () { touched = Date.now(); }, { passive: true });
    });
    setInterval(ask, seconds * 1000);
  }

  waitForDash();
  keepAsking();
})();
