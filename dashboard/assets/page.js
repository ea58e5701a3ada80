/* The page asks now and then whether there are new figures. It says so, and shows them when asked; a page that
   nobody sees, or that nobody has touched for five minutes, shows them by itself. */
(function () {
  "use strict";

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

  keepAsking();
})();
