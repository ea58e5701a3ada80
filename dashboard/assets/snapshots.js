/* Follows a snapshot that is being made, until it is there; without it the page asks for itself anew. The words change
   only when they are others, so that they are not read out every second. */
(function () {
  "use strict";

  function follow(panel) {
    var bar = panel.querySelector("progress"), said = panel.querySelector(".said"), gone = false;
    setInterval(function () {
      if (gone) return;
      fetch(panel.dataset.follow, { cache: "no-store" })
        .then(function (answer) { return answer.ok ? answer.text() : null; })
        .then(function (text) {
          if (!text || gone) return;
          var told = text.split("\n");
          if (told[0] !== "under_way") {
            gone = true;
            return location.replace(panel.dataset.then);
          }
          bar.max = told[2];
          bar.value = told[1];
          if (said.textContent !== told[3]) said.textContent = told[3];
        })
        .catch(function () { /* The server is away for a moment; the next question will tell. */ });
    }, 1000);
  }

  document.querySelectorAll("[data-follow]").forEach(follow);
})();
