/* Niceties of the upload page; without them the plain form does the same. Files and folders can be dropped, sizes are
   looked at before anything is sent, and the page follows the work until the verdict is there. */
(function () {
  "use strict";

  var main = document.getElementById("main");

  /* Following the work: the words change only when the count does, so that they are not read out every second. */
  function follow(panel) {
    setInterval(function () {
      fetch(panel.dataset.poll, { cache: "no-store" })
        .then(function (answer) { return answer.ok ? answer.text() : null; })
        .then(function (text) {
          if (!text) return;
          var told = text.split(" "), words = told[1] + " of " + told[2] + " files done";
          if (told[0] !== panel.dataset.state) return location.replace(location.pathname);
          var bar = document.getElementById("progress"), said = document.getElementById("progress-words");
          bar.max = Math.max(1, told[2]);
          bar.value = told[1];
          if (said.textContent !== words) said.textContent = words;
        })
        .catch(function () { /* The server is away for a moment; the next question will tell. */ });
    }, 1000);
  }

  /* Dropping. A folder's files keep their path, which tells the month. */
  function filesOf(entry, path) {
    if (entry.isFile) {
      return new Promise(function (done, fail) { entry.file(done, fail); }).then(function (file) {
        return [{ file: file, path: path + file.name }];
      });
    }
    var reader = entry.createReader(), found = [];
    function more() {
      return new Promise(function (done, fail) { reader.readEntries(done, fail); }).then(function (entries) {
        if (!entries.length) return found;
        return Promise.all(entries.map(function (e) { return filesOf(e, path + entry.name + "/"); }))
          .then(function (lists) { found = found.concat.apply(found, lists); return more(); });
      });
    }
    return more();
  }

  function receive(form, area) {
    var dropped = [], said = document.getElementById("dropped");

    function tell(text) { said.textContent = text; }

    function size() {
      var all = dropped.map(function (d) { return d.file; });
      form.querySelectorAll("input[type=file]").forEach(function (i) { all = all.concat(Array.from(i.files)); });
      return all.reduce(function (sum, file) { return sum + file.size; }, 0);
    }

    function mark(on) { area.classList.toggle("over", on); }

    area.classList.add("can-drop");
    ["dragenter", "dragover"].forEach(function (what) {
      area.addEventListener(what, function (event) { event.preventDefault(); mark(true); });
    });
    area.addEventListener("dragleave", function (event) { if (!area.contains(event.relatedTarget)) mark(false); });
    area.addEventListener("drop", function (event) {
      event.preventDefault();
      mark(false);
      var entries = Array.from(event.dataTransfer.items || []).map(function (item) {
        return item.webkitGetAsEntry && item.webkitGetAsEntry();
      }).filter(Boolean);
      var found = entries.length
        ? Promise.all(entries.map(function (e) { return filesOf(e, ""); }))
        : Promise.resolve([Array.from(event.dataTransfer.files).map(function (f) { return { file: f, path: f.name }; })]);
      found.then(function (lists) {
        dropped = dropped.concat.apply(dropped, lists);
        var names = dropped.slice(0, 5).map(function (d) { return d.path; }).join(", ");
        var more = dropped.length > 5 ? " and " + (dropped.length - 5) + " more" : "";
        tell(dropped.length + (dropped.length === 1 ? " file" : " files") + " dropped: " + names + more + ".");
      }).catch(function () { tell("What was dropped cannot be read. Choose the files instead."); });
    });

    form.addEventListener("submit", function (event) {
      if (size() > Number(area.dataset.largest)) {
        event.preventDefault();
        return tell(area.dataset.tooLarge);
      }
      if (!dropped.length) return undefined;
      event.preventDefault();
      var data = new FormData(form), button = form.querySelector("button");
      dropped.forEach(function (d) { data.append("files", d.file, d.path); });
      button.disabled = true;
      tell("The files are being sent.");
      return fetch(form.action, { method: "POST", body: data })
        .then(function (answer) {
          if (answer.ok) return location.assign(answer.url);
          return answer.text().then(function (text) {
            var lead = new DOMParser().parseFromString(text, "text/html").querySelector(".lead");
            tell(lead ? lead.textContent : "The files were not taken.");
          });
        })
        .catch(function () { tell("The files could not be sent. Try again in a moment."); })
        .then(function () { button.disabled = false; });
    });
  }

  var panel = main && main.querySelector("[data-poll]"), form = document.getElementById("sending");
  if (panel) follow(panel);
  if (form) receive(form, document.getElementById("drop"));
})();
