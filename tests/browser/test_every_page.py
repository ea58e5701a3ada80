"""Every page of the demonstration council, served for real: accessible at every width in every look, whole at 400%,
quiet, asking nobody outside, with a keyboard, without motion and in forced colours.

A page that the dashboard gains is here at once: the addresses are those of its pictures. The verdict on an upload is
looked at in the walk that makes one.
"""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("scorecard_tests_pictures", ROOT / "tests" / "screenshots.py")
screenshots = importlib.util.module_from_spec(SPEC)
sys.modules[SPEC.name] = screenshots
SPEC.loader.exec_module(screenshots)
ADDRESSES = sorted({where.split("#")[0] for _, where in screenshots.pictures()} - {screenshots.UPLOADED})

# What the focus comes to, in order; whether it is seen there: outlined, on the screen, under nothing else.
NOTED = """() => {
  const can = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  window.order = [...document.querySelectorAll(can)].filter(e => e.checkVisibility() && !e.disabled);
  window.came = [];
  document.addEventListener('keyup', event => {
    if (event.key !== 'Tab') return;
    const e = document.activeElement, [box] = e.getClientRects(), style = getComputedStyle(e);
    const top = document.elementFromPoint(box.x + Math.min(box.width / 2, 20), box.y + box.height / 2);
    window.came.push([window.order.indexOf(e), style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
      && box.top > -1 && box.bottom < innerHeight + 1 && Boolean(top) && (e.contains(top) || top.contains(e)),
      e.outerHTML.slice(0, 150)]);
  });
  return window.order.length;
}"""
MOVING = """() => document.getAnimations().length + [...document.querySelectorAll('*')].filter(e => {
  const s = getComputedStyle(e);
  return s.animationName !== 'none' || s.transitionDuration.split(', ').some(t => parseFloat(t) > 0)
    || s.scrollBehavior === 'smooth';
}).length"""
ONLY_COLOUR = """() => [...document.querySelectorAll('.tag, .badge, .rag, main img')].filter(e => {
  if (!e.matches('img')) return !/[a-z]{2}/i.test(e.textContent);
  const beside = e.alt === '' || e.closest('[aria-hidden=true]'); // said in words beside it
  return !(e.naturalWidth > 0) || !(beside || /[a-z]{2}/i.test(e.alt));
}).map(e => e.outerHTML.slice(0, 200))"""
MANY = 40  # presses of a key from either end of a page


@pytest.fixture()
def tab(demonstration, visit):
    """A tab, and how to open an address of the demonstration council in it."""
    tab = visit(reduced_motion="reduce")

    def go(where: str):
        tab.go(demonstration.address + (demonstration.snapshot() if where == screenshots.LATEST_SNAPSHOT else where))
        return tab

    return go


@pytest.mark.parametrize("where", ADDRESSES)
def test_a_page_is_sound(tab, examine, where):
    tab = tab(where)
    page = tab.page
    go_through_by_keyboard(page)
    examine(tab)
    assert page.evaluate(MOVING) == 0  # who asks for less motion gets none
    page.emulate_media(forced_colors="active")
    assert page.evaluate(ONLY_COLOUR) == []


def go_through_by_keyboard(page) -> None:
    """From either end: everything in the order of the page, nothing left out, no trap, and the focus always seen."""
    count = page.evaluate(NOTED)
    for _ in range(min(count, MANY)):
        page.keyboard.press("Tab")
    there = page.evaluate("window.came.splice(0)")
    assert [place for place, _, _ in there] == list(range(len(there)))
    page.evaluate("window.order.at(-1).focus()")
    for _ in range(min(count - 1, MANY)):
        page.keyboard.press("Shift+Tab")
    back = page.evaluate("window.came")
    assert [place for place, _, _ in back] == [count - 2 - n for n in range(len(back))]
    assert [html for _, seen, html in there + back if not seen] == []


def test_what_is_wrong_is_found(visit, violations):
    """A fault of each sort: of the page, of colour in one look only, of colour at one width only."""
    page = visit().page
    page.set_content(
        """<!DOCTYPE html><html lang="en"><title>A page</title><style>
        @media (prefers-color-scheme: dark) { .one { color: #777; background: #888 } }
        @media (max-width: 400px) { .two { color: #eee } }
        </style><main><h1>A page</h1><input type="text"><p class="one">One.</p><p>Beside</p><p class="two">Two.</p>
        </main></html>"""
    )
    wide, narrow = ([v[:-2] for v in violations(page, width)] for width in (1280, 320))
    assert wide == [["label"], ["dark", "color-contrast"]]
    assert narrow == [["label"], ["light", "color-contrast"]]
