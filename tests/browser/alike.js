/* Keeps one element of every kind of text that this page did not have so far in window.kinds; how many there are. Texts
   of one kind have the same colour, size and weight on the same grounds, so they contrast alike: of a table of a hundred
   rows each kind is looked at once, and again at another width only if it is another there. */
() => {
  const below = new Map([[null, ""]]), seen = window.kindsSeen ??= new Set();
  const ground = (element) => {
    if (!below.has(element)) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
      const bare = backgroundColor === "rgba(0, 0, 0, 0)" && backgroundImage === "none" && opacity === "1";
      const own = bare ? "" : [backgroundColor, backgroundImage, opacity, ""].join("|");
      below.set(element, own + ground(element.parentElement));
    }
    return below.get(element);
  };
  const isText = (element) => element.matches("input, select, textarea") ||
    [...element.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent.trim());
  window.kinds = [...document.body.querySelectorAll("*")].filter((element) => {
    if (!isText(element) || !element.checkVisibility()) return false;
    const { color, fontSize, fontWeight, textDecorationLine, position } = getComputedStyle(element);
    const around = getComputedStyle(element.parentElement).color;
    const kind = [element.tagName, element.className, color, around, fontSize, fontWeight, textDecorationLine, position,
      ground(element)].join(";");
    return !seen.has(kind) && seen.add(kind);
  });
  return window.kinds.length;
}
