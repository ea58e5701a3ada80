"""The officer's report as one HTML page: nothing loaded from anywhere, readable on paper, by ear and in the dark."""

from __future__ import annotations

from html import escape

from data import periods
from data.issues import ERROR
from data.returns import find
from expectations.decision import ACCEPT, ACCEPT_WITH_WARNINGS, REJECT, Decision
from expectations.report import VERDICTS, grouped

SHAPES = {ACCEPT: "■", ACCEPT_WITH_WARNINGS: "◆", REJECT: "▲"}
TONES = {ACCEPT: "good", ACCEPT_WITH_WARNINGS: "near", REJECT: "bad"}
STYLE = """
:root{color-scheme:light dark;--ground:#fff;--ink:#14222e;--quiet:#4a5966;--line:#c3ccd4;--link:#0f5288;
--good:#e2f2e6;--good-ink:#0d4a24;--near:#fdf0cd;--near-ink:#5a3f00;--bad:#fbe4df;--bad-ink:#7c1b10}
@media (prefers-color-scheme:dark){:root{--ground:#12181d;--ink:#edf1f4;--quiet:#b3bfc9;--line:#46535e;--link:#8cc6f5;
--good:#123c22;--good-ink:#b5e8c5;--near:#473508;--near-ink:#ffe09a;--bad:#561d15;--bad-ink:#ffcbc2}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:106.25%/1.5 system-ui,"Segoe UI",Roboto,Arial,sans-serif}
main{max-width:76rem;margin:0 auto;padding:2rem 1.25rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .75rem}h2{font-size:1.3rem;line-height:1.25;margin:2.5rem 0 .5rem}
p{max-width:44rem;margin:0 0 1rem}a{color:var(--link)}a:focus-visible{outline:3px solid;outline-offset:2px}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;margin:.75rem 0 1rem}
caption{text-align:start;font-weight:600;padding-bottom:.4rem}
th,td{text-align:start;vertical-align:top;padding:.55rem .75rem .55rem 0;border-bottom:1px solid var(--line);
overflow-wrap:anywhere}
thead th{color:var(--quiet);font-size:.95rem;vertical-align:bottom;border-bottom-width:2px;overflow-wrap:normal}
tbody th{font-weight:400}.n{text-align:end;white-space:nowrap}.keep{white-space:nowrap}
.name{overflow-wrap:break-word}.quiet{color:var(--quiet)}
.tag{display:inline-block;padding:.1rem .5rem;border-radius:4px;font-size:.95rem;font-weight:600}
.good{background:var(--good);color:var(--good-ink)}.near{background:var(--near);color:var(--near-ink)}
.bad{background:var(--bad);color:var(--bad-ink)}
@media (max-width:48rem){thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table,tbody,tr,th,td,caption{display:block}tr{padding:.6rem 0;border-bottom:1px solid var(--line)}
tbody th,tbody td{border:0;padding:.1rem 0;text-align:start}tbody th{font-weight:600}
td::before{content:attr(data-label) ": ";color:var(--quiet)}}
@media print{body{font-size:10pt}main{padding:0}tr,h2{break-inside:avoid;break-after:auto}a{color:inherit}}
"""


def as_html(decisions: list[Decision], *, made: str = "", more: str = "") -> str:
    """The report as a whole document. `made`: when and for whom, a phrase for the top; `more`: sections to put after
    those of the files (`expectations.report903`)."""
    count = len(decisions)
    title = f"Report on {_files(count)}" if count != 1 else f"Report on {decisions[0].filename}"
    sections = "".join(_section(d, number) for number, d in enumerate(decisions, start=1) if d.issues.height)
    if not sections:
        sections = "<p>Nothing was found that needs doing.</p>"
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="UTF-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title><meta name="color-scheme" content="light dark"><style>{STYLE}</style></head>
<body><main>
<h1>{escape(title)}</h1>
{f'<p class="quiet">{escape(made)}</p>' if made else ""}
<p>{escape(_summary(decisions))}</p>
{_overview(decisions)}
{sections}
{more}
<p class="quiet">An error keeps its row out; more than one row in ten with an error keeps the whole file out. A warning
is worth a look; the row is kept. Lines are counted as a text editor counts them, the header included.</p>
</main></body>
</html>
"""


def _summary(decisions: list[Decision]) -> str:
    counts = [(verdict, sum(d.verdict == verdict for d in decisions)) for verdict in VERDICTS]
    said = "; ".join(f"{n:,} {VERDICTS[v]}" for v, n in counts if n)
    read, stored = sum(d.rows_read for d in decisions), sum(d.rows_stored for d in decisions)
    return f"{_files(len(decisions))}: {said}. {read:,} rows read, {stored:,} kept."


def _overview(decisions: list[Decision]) -> str:
    rows = []
    for number, decision in enumerate(decisions, start=1):
        of = decision.declaration
        name = escape(decision.filename)
        link = f'<a href="#file-{number}">{name}</a>' if decision.issues.height else name
        cells = [
            ("List and month", f"{escape(find(of.list).title)}, {periods.name(of.period)}", ""),
            ("Verdict", _tag(decision), ""),
            ("Rows read", f"{decision.rows_read:,}", "n"),
            ("Rows kept", f"{decision.rows_stored:,}", "n"),
            ("Errors", _count(decision, ERROR), "n"),
            ("Warnings", _count(decision, "warning"), "n"),
        ]
        rows.append((link, cells))
    return table("Files", "File", rows)


def _section(decision: Decision, number: int) -> str:
    of = decision.declaration
    heading = f"{find(of.list).title}, {periods.name(of.period)}"
    rows = []
    for fault in grouped(decision.issues).iter_rows(named=True):
        what = "Error" if fault["severity"] == ERROR else "Warning"
        cells = [
            ("What is wrong, and what to do", escape(fault["message"]), ""),
            ("How many", f"{fault['count']:,}", "n"),
            ("Lines", escape(_lines(fault)), ""),
            ("For example", escape(", ".join(f"“{v}”" for v in fault["values"])) or "–", ""),
        ]
        rows.append((what, cells))
    return (
        f'<section aria-labelledby="file-{number}"><h2 id="file-{number}" tabindex="-1">{escape(heading)}</h2>'
        f"<p>{escape(decision.filename)}: {escape(VERDICTS[decision.verdict])}. {decision.rows_read:,} rows read, "
        f"{decision.rows_stored:,} kept.</p>"
        f"{table(f'What was found in {decision.filename}', 'Kind', rows)}</section>"
    )


def table(caption: str, first: str, rows: list[tuple[str, list[tuple[str, str, str]]]]) -> str:
    """A table whose meaning survives a narrow screen: roles and labels are written out."""
    heads = [(first, ""), *((label, css) for label, _, css in rows[0][1])]
    head = "".join(f'<th scope="col" role="columnheader" class="{css}">{label}</th>' for label, css in heads)
    body = "".join(
        f'<tr role="row"><th scope="row" role="rowheader">{name}</th>'
        + "".join(f'<td role="cell" class="{css}" data-label="{label}">{text}</td>' for label, text, css in cells)
        + "</tr>"
        for name, cells in rows
    )
    return (
        f'<table role="table"><caption>{escape(caption)}</caption><thead role="rowgroup"><tr role="row">{head}</tr>'
        f'</thead><tbody role="rowgroup">{body}</tbody></table>'
    )


def _tag(decision: Decision) -> str:
    words = "Held already" if decision.is_duplicate else VERDICTS[decision.verdict].split(";")[0].capitalize()
    return f'<span class="tag {TONES[decision.verdict]}">{SHAPES[decision.verdict]} {escape(words)}</span>'


def _lines(fault: dict) -> str:
    shown, more = fault["lines"], fault["count"] - len(fault["lines"])
    if not shown:
        return "The whole file"
    return ", ".join(f"{n}" for n in shown) + (f" and {more:,} more" if more else "")


def _count(decision: Decision, severity: str) -> str:
    return f"{(decision.issues['severity'] == severity).sum():,}"


def _files(count: int) -> str:
    return f"{count:,} file{'' if count == 1 else 's'}"
