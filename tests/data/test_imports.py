"""Published files into a store, small ones written here: once, all or none, and which figure counts afterwards."""

import io

import polars as pl
import pytest

from data import areas, comparators, imports, own_lists, published
from data.errors import BadInput, NotFound, StoreError
from data.store import Store

NEET = "CareLeaversNEET"
AGENCY = "Work_Force_Agecy_Rate"
PLACE = (
    "time_period,time_identifier,geographic_level,country_code,country_name,"
    "region_code,region_name,old_la_code,new_la_code,la_name"
)
OF_2025 = published.bundled().filter(
    (pl.col("series") == NEET) & (pl.col("year") == 2025) & (pl.col("area_code") == "877")
)


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def bring(store, tmp_path):
    """Import a file of these bytes."""

    def one(raw: bytes, name: str = "a") -> list[imports.Outcome]:
        path = tmp_path / name
        path.write_bytes(raw)
        return imports.load(store, [path], by="officer")

    return one


def lait(*rows: tuple[str, str, float, str]) -> bytes:
    file = io.BytesIO()
    pl.DataFrame(rows, schema=["Short Desc", "Years", "LA Number", "Values"], orient="row").write_parquet(file)
    return file.getvalue()


def heads(*rows: tuple[str, int]) -> bytes:
    lines = [
        f"{year},Calendar year,Local authority,E92000001,England,E12000002,North West,877,E06000007,Warrington,"
        f"Children aged 0 to 17 years,{people}"
        for year, people in rows
    ]
    return "\n".join([f"{PLACE},age_group,population_estimate", *lines, ""]).encode("utf-8-sig")


def shown(store: Store, series: str = NEET, year: int = 2025, area: str = "877") -> tuple:
    found = comparators.rows(store, [series]).filter((pl.col("year") == year) & (pl.col("area_code") == area))
    return found.select("value", "status").row(0)


def test_without_an_import_the_bundled_figures_count(store):
    assert comparators.rows(store).equals(published.bundled())
    assert shown(store) == (41.0, "ok") and not store.folder.exists()


def test_a_newer_release_replaces_older_figures_and_keeps_them(store, bring):
    (outcome,) = bring(lait((NEET, "2025 (Rev)", 877.0, "39"), (NEET, "2026", 877.0, "38")))
    assert (outcome.rows, outcome.held_since) == (2, None) and outcome.words.endswith("2 figures imported.")
    assert shown(store) == (39.0, "ok") and shown(store, year=2026) == (38.0, "ok")
    assert shown(store, year=2024) == (37.0, "ok")  # what the new file does not have stays
    bring(lait((NEET, "2025 (Final)", 877.0, "40"), (NEET, "2026", 877.0, "38")))
    assert shown(store) == (40.0, "ok")
    kept = comparators.history(store, NEET).filter(pl.col("year") == 2025)
    assert kept.select("year_label", "value").rows() == [("2025 (Rev)", 39.0), ("2025 (Final)", 40.0)]
    assert kept["imported_at"].is_sorted() and kept["sha256"].n_unique() == 2
    assert all(store.archive.read(sha256).startswith(b"PAR1") for sha256 in kept["sha256"])


def test_the_same_bytes_twice_change_nothing(store, bring):
    bring(lait((NEET, "2026", 877.0, "38")), "a")
    before, version = imports.held(store), store.version()
    (again,) = bring(lait((NEET, "2026", 877.0, "38")), "another-name")
    assert again.held_since == before["imported_at"][0] and "nothing changed" in again.words
    assert imports.held(store).equals(before) and store.version() == version
    assert imports.rows(store).height == 1


def test_an_older_release_imported_late_changes_nothing_that_is_shown(store, bring):
    bring(lait((NEET, "2025", 877.0, "39"), (NEET, "2026", 877.0, "38")))
    bring(lait((NEET, "2023", 877.0, "99"), (NEET, "2024", 877.0, "99")), "old")
    assert shown(store) == (39.0, "ok") and shown(store, year=2024) == (37.0, "ok")
    assert comparators.history(store, NEET).height == 4


def test_an_import_shows_in_the_version_of_the_store(store, bring):
    before = store.version()
    bring(lait((NEET, "2026", 877.0, "38")))
    assert store.version() != before


def test_a_bare_dash_keeps_the_reason_that_was_given_before(store, bring):
    hidden = (
        published.bundled().filter((pl.col("status") == "suppressed") & (pl.col("series") == NEET)).row(0, named=True)
    )
    code, year = hidden["area_code"], hidden["year"]
    bring(lait((NEET, str(year), float(code), "-"), (NEET, "2026", float(code), "-"), (NEET, "2025", 877.0, "-")))
    assert shown(store, year=year, area=code) == (None, "suppressed")
    assert shown(store, year=2026, area=code) == (None, "not_published")
    assert shown(store) == (None, "not_published")  # a number that is taken back leaves no reason


def test_dfe_s_own_file_goes_on_where_lait_has_no_figure_yet(store, bring):
    columns = "inpost_fte,inpost_headcount,starters_fte,starters_headcount,leavers_fte,leavers_headcount,"
    columns += "turnover_rate_fte,turnover_rate_headcount,agency_fte,agency_headcount,agency_rate_fte,"
    columns += "agency_rate_headcount,agency_cover_fte,agency_cover_rate_fte,vacancy_fte,vacancy_rate_fte,"
    columns += (
        "vacancy_agency_cover_rate_fte,case_holders_fte,cases,caseload_fte,working_days_lost_fte,absence_rate_fte"
    )
    figures = ",".join("4.5" if c == "agency_rate_fte" else "1" for c in columns.split(","))
    place = "Local authority,E92000001,England,E12000002,North West,877,E06000007,Warrington"
    lines = [f"{year},Reporting year,{place},{figures}" for year in (2025, 2026)]
    bring("\n".join([f"{PLACE},{columns}", *lines, ""]).encode(), "workforce.csv")
    assert shown(store, AGENCY, 2025) == (2.3, "ok")  # LAIT's own
    assert shown(store, AGENCY, 2026) == (4.5, "ok")
    newest = comparators.rows(store, [AGENCY]).filter(pl.col("year") == 2026).row(0, named=True)
    assert (newest["source"], newest["indicator"]) == ("DfE statistics", "sw_agency_pct")
    bring(lait((AGENCY, "2026", 877.0, "4.4")), "lait")
    assert shown(store, AGENCY, 2026) == (4.4, "ok")


def test_a_file_that_is_not_recognised_stops_the_whole_import(store, bring, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.parquet").write_bytes(lait((NEET, "2026", 877.0, "38")))
    (tmp_path / "in" / "b.csv").write_text("child_id,date_of_birth\n1,01/02/2010\n")
    with pytest.raises(BadInput, match=r"b\.csv: the contents are not recognised\. These are: DfE statistics"):
        imports.load(store, [tmp_path / "in"])
    assert imports.held(store).is_empty() and shown(store) == (41.0, "ok")
    with pytest.raises(BadInput, match="no file or folder"):
        imports.load(store, [tmp_path / "nowhere"])


def test_rows_of_an_import_that_was_killed_are_never_seen(store, bring, monkeypatch):
    append = Store.append

    def killed(self, table, frame):
        if table == "imports":
            raise KeyboardInterrupt
        append(self, table, frame)

    monkeypatch.setattr(Store, "append", killed)
    with pytest.raises(KeyboardInterrupt):
        bring(lait((NEET, "2026", 877.0, "38")))
    monkeypatch.undo()
    assert imports.rows(store).is_empty()
    bring(lait((NEET, "2026", 877.0, "38")))
    assert imports.rows(store).height == 1


def test_head_counts_stand_over_those_that_come_with_the_program(store, bring):
    assert comparators.heads(store).equals(areas.populations()) and comparators.heads_version(store) == ""
    bring(heads((2024, 45_000), (2025, 45_500)), "heads.csv")
    known = comparators.heads(store)
    assert areas.population("999", 2026, known) == (45_500, 2025)
    assert areas.population("877", 2025, known) == (45_000, 2024)
    assert areas.population("877", 2024, known) == (44_458, 2023)
    assert areas.population("937", 2026, known) == areas.population("937", 2026)
    assert len(comparators.heads_version(store)) == 64


def test_imports_are_remade_from_the_archive(store, bring, tmp_path):
    bring(lait((NEET, "2026", 877.0, "38")), "a")
    bring(b"list,authority,neighbour_code\nNorth,877,895\n", "b.csv")
    remade = Store(tmp_path / "remade")
    imports.remake(store, remade)
    imports.remake(store, remade)  # again for what came meanwhile: nothing did
    for of_store in (imports.held, imports.rows, imports.neighbours):
        assert of_store(remade).equals(of_store(store))
    first = imports.held(store)["sha256"][0]
    store.archive.path(first).unlink()
    with pytest.raises(StoreError, match="The archive has no file"):
        imports.remake(store, Store(tmp_path / "other"))


# ---- whom to compare with


def test_a_model_imported_anew_stands_in_place_of_the_bundled_one(store, bring):
    header = "OLD_LA_CODE," + ",".join(f"SN{i},SN{i}P" for i in range(1, 11))
    ten = ["942", "937", "860", "811", "815", "916", "334", "893", "885", "865"]
    lines = [f"{home}," + ",".join(f"{c},Close" for c in ten) for home in ("877", "942")]
    lines[1] = lines[1].replace("942,942", "942,895")
    bring("\n".join([header, *lines, ""]).encode(), "model.csv")
    assert comparators.circle(store, "999").neighbours["neighbour_code"].to_list() == ten
    assert comparators.neighbour_table(store).height == 20
    assert comparators.circle(store, "877", "2021").neighbours.height == 10


def test_an_own_list_is_one_of_the_circles_and_a_later_one_replaces_it(store, bring):
    raw = "list,authority,neighbour_code\nRegional group,877,895\nRegional group,877,937\nRegional group,937,877\n"
    bring(raw.encode("utf-8-sig"), "own.csv")
    assert [c.model for c in comparators.circles(store, "999")] == ["2025", "2021", "Regional group", "region"]
    mine = comparators.circle(store, "877", "Regional group")
    assert mine.neighbours.select("neighbour", "order", "closeness").rows() == [
        ("Cheshire East", 1, own_lists.CHOSEN),
        ("Warwickshire", 2, own_lists.CHOSEN),
    ]
    assert not mine.is_statistical and mine.words == "Our own list: Regional group"
    bring(b"list,authority,neighbour_code\nRegional group,877,860\n", "own2.csv")
    assert comparators.circle(store, "877", "Regional group").neighbours["neighbour_code"].to_list() == ["860"]
    assert comparators.circle(store, "937", "Regional group").neighbours["neighbour_code"].to_list() == ["877"]


def test_the_region_is_a_circle_without_the_authority_and_those_that_are_no_more(store):
    near = comparators.circle(store, "942", "region").neighbours["neighbour_code"].to_list()
    assert "943" in near and "877" in near and not {"942", "909"} & set(near)
    assert "877" not in comparators.circle(store, "999", "region").neighbours["neighbour_code"]


def test_an_authority_that_is_no_more_has_the_model_of_its_time(store):
    assert comparators.circle(store, "909").model == "2021"
    with pytest.raises(NotFound, match="list of neighbours"):
        comparators.circle(store, "909", "2025")
    assert comparators.circle(store, "835").model == "region"  # in no model


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2025,877,895", "'2025' cannot be the name"),
        ("x,877,895", "'x' cannot be the name"),
        ("Group,123,895", "'123' is not the three-figure code"),
        ("Group,877,981", "'981' is not the three-figure code"),
        ("Group,877,877", "as its own neighbour"),
        ("Group,877", "2 cells where 3 belong"),
        ("", "a header and no rows"),
    ],
)
def test_a_list_that_cannot_be_used_says_where_and_why(line, said):
    with pytest.raises(BadInput, match=said):
        published.read(f"list,authority,neighbour_code\n{line}\n".encode(), "own.csv")


def test_a_neighbour_that_stands_twice_is_named():
    with pytest.raises(BadInput, match=r"own\.csv, line 3: '895' stands twice"):
        published.read(b"list,authority,neighbour_code\nGroup,877,895\nGroup,877,895\n", "own.csv")
