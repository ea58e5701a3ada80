"""The command line: each command wires the floors together; no figure is worked out here."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from dashboard.commands import entering, papers, say
from dashboard.commands.arguments import FAULT, Parser, day, port
from data import account, periods
from data.errors import BadInput, ScorecardError

ACCEPTED, REJECTED = 0, 2


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 done, 1 a fault, 2 a return was rejected."""
    options = _parser().parse_args(arguments)
    try:
        status = options.run(options)
        sys.stdout.flush()
        return status
    except ScorecardError as problem:
        return _fault(str(problem))
    except BrokenPipeError:  # whoever read what we print has seen enough, and nothing more can be said
        os._exit(FAULT)
    except OSError as problem:
        what = ": ".join(filter(None, [problem.strerror or str(problem), str(problem.filename or "")]))
        return _fault(f"{what}. Nothing half-done is kept: put that right and run the command again.")
    except KeyboardInterrupt:
        return _fault("stopped. Nothing half-done is kept; run the command again to go on.")


# commands ---------------------------------------------------------------------------------------------


def demo(options: argparse.Namespace) -> int:
    """Make the made-up council's returns, load them through the gate, compute, and serve."""
    from data import synthetic

    store = _store(options)
    folder = store.folder / "demonstration-returns"
    say("Making 24 months of returns for a made-up council (every child and worker in them is invented)")
    synthetic.write(folder)
    decisions = _load(options, [folder], synthetic.AUTHORITY, synthetic.NAME)
    stored, faulty = sum(d.rows_stored for d in decisions), sum(d.issues.height for d in decisions)
    say(f"Loaded {len(decisions)} returns with {stored:,} rows; the gate has {faulty:,} things to say about them.")
    if options.no_serve:
        return ACCEPTED
    # A server forks its workers, and what this process has computed with does not survive a fork: begin anew.
    again = ["serve", "--store", str(store.folder), "--host", options.host, "--port", str(options.port)]
    os.execv(sys.executable, [sys.executable, "-m", "dashboard.cli", *again])


def check(options: argparse.Namespace) -> int:
    """Say the verdict on each file without storing anything."""
    from data.incoming import gather
    from expectations import loading

    files = gather(options.paths, list=options.list, period=options.period)
    store = _store(options) if options.store else None
    sender = _sender(options, options.authority, options.authority_name)
    decisions = loading.check(files, sender, store, progress=_progress("Checking"))
    return _report(options, decisions)


def load(options: argparse.Namespace) -> int:
    """Load files, a month folder or a folder of month folders through the gate."""
    return _report(options, _load(options, options.paths, options.authority, options.authority_name))


def publish_import(options: argparse.Namespace) -> int:
    """Import published statistics, neighbour models or a list of neighbours of your own, known by their contents."""
    from data import imports

    for outcome in imports.load(_store(options), options.paths, by=account.name()):
        say(" ".join([outcome.words, *outcome.notes]))
    return ACCEPTED


def compute(options: argparse.Namespace) -> int:
    """Bring the measures up to date."""
    from indicators.measures import bring_up_to_date

    store = _existing(options)
    if options.period and options.period not in set(store.held()["period"]):
        raise BadInput(f"The store holds no return for {periods.name(options.period)}.")
    # Always every month that can have changed: a month's return also settles the figures of others.
    changed = bring_up_to_date(store, everything=options.all)
    say(f"Computed the measures of {', '.join(changed)}." if changed else "The measures are up to date.")
    return ACCEPTED


def rebuild(options: argparse.Namespace) -> int:
    """Remake every table from the archive and the ledger, which stay as they are."""
    from data import rebuilt
    from expectations import rebuilding
    from indicators.measures import bring_up_to_date

    store, differences = _store(options), []
    with rebuilt.fresh(store, options.into) as remade:
        while True:  # again for what others loaded meanwhile
            differences += rebuilding.rebuild(store, remade, progress=_progress("Rebuilding"))
            bring_up_to_date(remade)
            if rebuilt.finish(store, remade):
                break
    for difference in differences:
        say(f"{difference.file}: {difference.before} when it was loaded, {difference.now} by the rules of today.")
    files = store.ledger().height
    say(f"Rebuilt the tables of {files:,} files{f' into {options.into}' if options.into else ''}.")
    return ACCEPTED


def export(options: argparse.Namespace) -> int:
    """Write measures, comparators or issues to a file."""
    from data import exports
    from indicators.measures import bring_up_to_date

    store = _store(options) if options.what == "comparators" else _existing(options)
    if options.what == "measures":
        bring_up_to_date(store)
        frame = exports.measures(store, options.basis.replace("-", "_"))
    elif options.what == "comparators":
        from data import comparators
        from indicators.neighbours import exported

        frame = exported(comparators.rows(store), comparators.neighbour_table(store))
    else:
        frame = exports.issues(store)
    exports.write(frame, options.out, options.format)
    say(f"Wrote {frame.height:,} rows to {options.out}.")
    return ACCEPTED


def show(options: argparse.Namespace) -> int:
    """The scorecard, or one indicator, in the terminal."""
    from dashboard.commands.terminal import counts_text, indicator_text, scorecard_text
    from dashboard.source import StoreSource
    from dashboard.views import conservation

    source = StoreSource(_existing(options), authority=options.authority)
    scorecard = source.scorecard(options.period)
    if scorecard is None:
        month = f" for {periods.name(options.period)}" if options.period else ""
        raise BadInput(f"The store holds no return{month}. 'scorecard load' brings returns in.")
    if options.indicator:
        print(indicator_text(scorecard, source.indicator(options.indicator)))
    else:
        print(scorecard_text(scorecard) + "\n" + counts_text(source.read(conservation.counts, scorecard.period)))
    return ACCEPTED


def serve(options: argparse.Namespace) -> int:
    """Serve the dashboard."""
    from dashboard import server

    server.check_host(options.host)
    say(f"The dashboard is at http://{options.host}:{options.port}/ (Ctrl+C stops it).")
    server.serve(_store(options).folder, host=options.host, port=options.port, authority=options.authority)
    return ACCEPTED


# shared steps -----------------------------------------------------------------------------------------


def _load(options, paths: Iterable[Path], authority: str, authority_name: str) -> list:
    from data.incoming import gather
    from expectations import loading
    from indicators.measures import bring_up_to_date

    store = _store(options)
    files = gather(paths, list=getattr(options, "list", None), period=getattr(options, "period", None))
    sender = _sender(options, authority, authority_name)
    decisions = loading.load(files, sender, store, progress=_progress("Loading"))
    # Also where nothing new came in: an earlier load may have been cut short before it computed.
    if bring_up_to_date(store, authority):
        say("Computed the indicators.")
    return decisions


def _sender(options, authority: str | None, authority_name: str):
    from data import areas
    from expectations.loading import Sender

    known = areas.council(authority)["area"] if authority is not None else ""
    return Sender(
        authority=authority or "",
        authority_name=authority_name or known,
        extract_date=getattr(options, "extract_date", None),
        by=account.name(),
    )


def _report(options, decisions: list) -> int:
    from dashboard.commands import door_report

    store = _store(options) if options.store else None
    folder = len(options.paths) > 1 or options.paths[0].is_dir()
    print(door_report.written(decisions, options.format, folder=folder, with_stored=options.with_stored, store=store))
    return REJECTED if door_report.is_rejected(decisions, folder=folder) else ACCEPTED


def _store(options):
    from data.store import Store

    return Store(options.store)


def _existing(options):
    from data.store import existing

    return existing(options.store)


def _progress(label: str):
    from tqdm import tqdm

    def over(items):
        return tqdm(items, desc=label, unit="file", file=sys.stderr, disable=not sys.stderr.isatty(), leave=False)

    return over


def _fault(text: str) -> int:
    say(f"scorecard: {text}")
    return FAULT


# arguments --------------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="scorecard", description="Indicators, dashboard and scorecards for children's services.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(run, store: bool | str = True) -> argparse.ArgumentParser:
        sub = commands.add_parser(run.__name__.replace("_", "-"), help=run.__doc__, description=run.__doc__)
        sub.set_defaults(run=run)
        if store == "required":
            sub.add_argument("--store", type=Path, required=True, metavar="DIR", help="the folder of the store")
        elif store:
            sub.add_argument("--store", type=Path, metavar="DIR", help="the folder of the store")
        return sub

    sub = command(demo)
    sub.set_defaults(store=Path("store"), host="127.0.0.1")
    sub.add_argument("--port", type=port, default=8050)
    sub.add_argument("--no-serve", action="store_true", help="stop when the store is ready")

    for run in (check, load):
        sub = command(run, "required" if run is load else True)
        sub.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        sub.add_argument("--list", metavar="NAME", help="which list the file is, such as care_leavers")
        sub.add_argument("--period", metavar="YYYY-MM", help="which month the file is for")
        sub.add_argument("--authority", metavar="CODE", help="three-figure code", required=run is load)
        sub.add_argument("--authority-name", default="", metavar="NAME")
        sub.add_argument("--extract-date", type=day, metavar="YYYY-MM-DD", help="default: the month end")
        sub.add_argument("--with-stored", action="store_true", help="add the stored rows to the JSON")
        sub.add_argument("--format", choices=("text", "json", "html"), default="text")

    sub = command(publish_import, "required")
    sub.add_argument("paths", nargs="+", type=Path, metavar="PATH")

    sub = command(compute, "required")
    sub.add_argument("--period", metavar="YYYY-MM", help="a month that must be among them")
    sub.add_argument("--all", action="store_true", help="even where nothing changed")

    sub = command(rebuild, "required")
    sub.add_argument("--into", type=Path, metavar="DIR", help="a new folder; default: in place of the store's tables")

    sub = command(export, "required")
    sub.add_argument("what", choices=("measures", "comparators", "issues"))
    sub.add_argument("--out", type=Path, required=True, metavar="FILE")
    sub.add_argument("--format", choices=("csv", "parquet"), help="default: by the file's ending")
    sub.add_argument("--basis", choices=("as-reported", "restated"), default="as-reported")

    sub = command(show, "required")
    sub.add_argument("indicator", nargs="?", metavar="INDICATOR")
    sub.add_argument("--period", metavar="YYYY-MM")
    sub.add_argument("--authority", metavar="CODE")

    entering.add_commands(command)

    papers.add_commands(command)

    sub = command(serve, "required")
    sub.add_argument("--host", default="127.0.0.1")
    sub.add_argument("--authority", metavar="CODE", help="three-figure code, where the store holds several")
    sub.add_argument("--port", type=port, default=8050)
    return parser


if __name__ == "__main__":
    sys.exit(main())
