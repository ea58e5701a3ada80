/* The page asks every few seconds whether there are new figures, and if so shows them in place: the reader keeps the
   place on the page, the focus and what was folded open, and is told. Where something was typed or chosen and not
   sent yet, nothing is replaced: a button does it when asked. */
(function () {
  "use strict";

  var LIVE = "react-entry-point"; // Dash's own part, which stays alive while all around it is replaced
  var busy = false;

  function main() { return document.getElementById("main"); }

  function say(words, button) {
    var news = document.getElementById("news");
    var text = document.createElement("p");
    text.append(words, " ");
    if (button) text.append(button);
    news.replaceChildren(text);
  }

  function tell() {
    if (document.getElementById("news").firstChild) return;
    var button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = "Show them";
    button.addEventListener("click", function () { location.reload(); });
    say("New figures have been loaded.", button);
  }

  function isUnsent(control) {
    if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
    if (control.options) {
      return Array.prototype.some.call(control.options, function (o) { return o.selected !== o.defaultSelected; }) &&
        Array.prototype.some.call(control.options, function (o) { return o.defaultSelected; });
    }
    return "defaultValue" in control && control.type !== "hidden" && control.value !== control.defaultValue;
  }

  function hasUnsent() {
    return Array.prototype.some.call(main().querySelectorAll("input, select, textarea"), isUnsent);
  }

  /* Where an element stands: by its id or, without one, by its place among its like. */
  function nameOf(element) {
    if (!element || element === document.body || !main().contains(element)) return null;
    if (element.id) return { id: element.id };
    var like = main().querySelectorAll(element.tagName);
    return { tag: element.tagName, at: Array.prototype.indexOf.call(like, element), text: element.textContent };
  }

  /* The element of that name, unless its words have changed: of several with these words the one nearest its place. */
  function exactly(name) {
    if (name.id) return document.getElementById(name.id);
    return Array.from(main().querySelectorAll(name.tag))
      .map(function (e, at) { return { element: e, away: Math.abs(at - name.at) }; })
      .filter(function (e) { return e.element.textContent === name.text; })
      .reduce(function (best, e) { return best && best.away <= e.away ? best : e; }, { away: Infinity }).element || null;
  }

  function named(name) {
    return name && (exactly(name) || (name.tag && main().querySelectorAll(name.tag)[name.at]) || null);
  }

  function folded() {
    return Array.prototype.map.call(main().querySelectorAll("details"), function (d) { return d.open; });
  }

  function isInSight(element) {
    var box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
  }

  /* What the reader looks at, and how high it stands: what has the focus, then all from the top. */
  function inSight() {
    var all = Array.from(main().querySelectorAll("h1, h2, h3, tr, p, summary"));
    if (main().contains(document.activeElement)) all.unshift(document.activeElement);
    return all.filter(isInSight).map(function (e) { return { name: nameOf(e), top: e.getBoundingClientRect().top }; });
  }

  function put(fresh) {
    var old = main(), live = document.getElementById(LIVE);
    var liveInside = Boolean(live && old.contains(live)), place = fresh.querySelector("#" + LIVE);
    if (liveInside !== Boolean(place)) return false;
    var seen = inSight(), focus = nameOf(document.activeElement), open = folded();
    if (place) place.replaceWith(live);
    old.replaceChildren.apply(old, Array.from(fresh.childNodes));
    var details = old.querySelectorAll("details");
    if (details.length === open.length) details.forEach(function (d, i) { d.open = open[i]; });
    var focused = named(focus), kept = seen.find(function (s) { return exactly(s.name); }) || seen[0];
    var again = kept && named(kept.name);
    if (focused) focused.focus({ preventScroll: true });
    if (again) scrollBy({ top: again.getBoundingClientRect().top - kept.top, behavior: "instant" });
    if (place && window.dash_clientside && window.dash_clientside.set_props) {
      window.dash_clientside.set_props("address", { search: location.search });
    }
    return true;
  }

  function show() {
    return fetch(location.href, { cache: "no-store" })
      .then(function (answer) { return answer.text(); })
      .then(function (text) {
        var made = new DOMParser().parseFromString(text, "text/html"), fresh = made.getElementById("main");
        if (!fresh || !put(fresh)) return location.reload();
        document.title = made.title;
        document.documentElement.dataset.version = made.documentElement.dataset.version;
        var hour = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
        say("New figures were loaded. This page has shown them since " + hour + ".");
      });
  }

  function ask() {
    if (busy || document.hidden) return;
    var root = document.documentElement, held = root.dataset.version;
    busy = true;
    fetch("/version", { cache: "no-store" })
      .then(function (answer) { return answer.ok ? answer.text() : held; })
      .then(function (now) {
        if (now === held || main().querySelector("[data-still]")) return null;
        return hasUnsent() ? tell() : show();
      })
      .catch(function () { /* The server is away for a moment; the next question will tell. */ })
      .then(function () { busy = false; });
  }

  var seconds = Number(document.documentElement.dataset.refresh);
  if (seconds > 0) {
    setInterval(ask, seconds * 1000);
    document.addEventListener("visibilitychange", ask);
  }
})();
