/* What can be taken away of a chart: its link into the clipboard, and its picture as an image, made from the drawing that
   the server gives. It hears every click, since parts of the page are replaced when new figures come. */
(function () {
  "use strict";

  var SHARP = 2; // points of the image for each of the drawing

  document.documentElement.classList.add("scripted");

  function say(button, words) {
    var place = button.closest(".tools").querySelector(".said");
    place.textContent = "";
    setTimeout(function () { place.textContent = words; }, 50); // so that the same words are read out again
  }

  function copy(button) {
    var address = new URL(button.dataset.copy, location.href).href;
    var unable = function () { say(button, "The link could not be copied. It is " + address); };
    if (!navigator.clipboard) return unable();
    navigator.clipboard.writeText(address).then(function () { say(button, "Link copied"); }, unable);
  }

  function save(blob, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }

  function draw(button) {
    var unable = function () { say(button, "The picture could not be made. Try again, or take the SVG."); };
    var drawing = new Image();
    drawing.onerror = unable;
    drawing.onload = function () {
      var canvas = document.createElement("canvas");
      canvas.width = drawing.naturalWidth * SHARP;
      canvas.height = drawing.naturalHeight * SHARP;
      canvas.getContext("2d").drawImage(drawing, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (blob) {
        if (!blob) return unable();
        save(blob, button.dataset.name);
        say(button, "Picture saved");
      }, "image/png");
    };
    drawing.src = button.dataset.picture;
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-copy], button[data-picture]");
    if (button) (button.dataset.copy ? copy : draw)(button);
  });
})();
