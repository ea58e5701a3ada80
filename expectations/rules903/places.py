"""Rules on where a placement is and who runs it: postcodes, distance, Ofsted's reference number (URN)."""

from __future__ import annotations

import polars as pl

from data import areas
from expectations.rules903.rule import Faults, Rule, Severity, rule, together
from expectations.rules903.tables import Tables
from expectations.rules903.terms import (
    FOR_ADOPTION,
    FOSTER,
    NO_URN,
    NOT_IN_HOMES,
    SHORT_BREAKS,
    START,
    TEMPORARY,
    blank,
    col,
    given,
    invalid,
    number,
    one_of,
    postcode,
)

EPISODES = "Episodes"
POSTCODE = r"^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$"  # the form only: whether it exists is not known here
FARTHEST = 999.9  # miles; also what is entered where the distance is farther or not known
FAR = 350  # miles
WITHOUT_URN = ("P1", "P3", "R1", "R2", "R5", "Z1", *TEMPORARY, *NOT_IN_HOMES)
HOMES = ("K1", "K2", "R3", "S1")  # a foster placement's URN is its agency's, whose postcode is another
OUTSIDE_ENGLAND = r"^[NSWCLMJG]"  # NIR, SCO, WAL, CON and the like, and codes of the other nations' authorities
UASC_KNOWN = ("Header.UASC", "Header_last.UASC", "UASC.CHILD", "UASC_last.DUC")


def rules() -> tuple[Rule, ...]:
    """The rules of this room."""
    short_break = one_of("LS", SHORT_BREAKS)
    distance = number("PL_DISTANCE")
    return (
        rule(
            "164",
            EPISODES,
            given("PL_DISTANCE") & ~distance.is_between(0, FARTHEST).fill_null(False) & ~short_break & ~col("uasc"),
            "The distance between home and placement is not a number from 0 to 999.9. Check the two postcodes.",
            Severity.WARNING,
            needs_any=UASC_KNOWN,
        ),
        rule(
            "454",
            EPISODES,
            (distance > FAR) & (distance < FARTHEST),
            f"The placement is more than {FAR} miles from home. Check the two postcodes.",
            Severity.WARNING,
        ),
        rule(
            "406",
            EPISODES,
            col("uasc") & given("PL_DISTANCE"),
            "The child is or was an unaccompanied asylum-seeking child, for whom there is no distance from home. Leave"
            " it blank.",
            Severity.WARNING,
            needs_any=UASC_KNOWN,
        ),
        rule(
            "392a",
            EPISODES,
            ~short_break & ~col("uasc") & blank("PL_DISTANCE"),
            "The distance between home and placement is missing. Check that both postcodes are given and right.",
            Severity.WARNING,
            needs_any=UASC_KNOWN,
        ),
        rule(
            "392c",
            EPISODES,
            pl.any_horizontal(~postcode(c).str.contains(POSTCODE) for c in ("HOME_POST", "PL_POST")),
            "A postcode is not of the form of a postcode. Correct it.",
            Severity.WARNING,
        ),
        rule(
            "392b",
            EPISODES,
            ~short_break & ~col("uasc") & (blank("HOME_POST") | blank("PL_POST")),
            "The postcode of the home or of the placement is missing. Enter it.",
            Severity.WARNING,
            needs_any=UASC_KNOWN,
        ),
        rule(
            "392d",
            EPISODES,
            (postcode("HOME_POST") == postcode("PL_POST")) & ~one_of("PLACE", ["P1"]),
            "Home and placement have one postcode, which is so only where the child is placed with parents (P1)."
            " Correct one of the two.",
            Severity.WARNING,
        ),
        rule(
            "398",
            EPISODES,
            short_break & given("HOME_POST", "PL_POST"),
            "A short break (V3, V4) has a postcode. Leave both postcodes blank.",
            Severity.WARNING,
        ),
        rule(
            "179",
            EPISODES,
            ~short_break & (blank("PL_LOCATION") | invalid("PL_LOCATION", ("IN", "OUT"))),
            "Whether the placement is inside the authority is not given as IN or OUT. Check the placement's postcode.",
        ),
        rule(
            "218",
            EPISODES,
            given("PLACE")
            & ~one_of("PLACE", WITHOUT_URN)
            & blank("URN")
            & (blank("DEC") | (col("DEC") >= START))
            & ~col("PL_LA").str.contains(OUTSIDE_ENGLAND).fill_null(False),
            f"The placement has no Ofsted reference number (URN). Enter it, or {NO_URN} where the placement has none.",
            Severity.WARNING,
        ),
        rule(
            "222",
            EPISODES,
            one_of("PLACE", WITHOUT_URN) & given("URN") & (col("URN") != NO_URN),
            "A placement of this type has no Ofsted reference number (URN). Leave it blank, or correct the placement.",
            Severity.WARNING,
        ),
        together(
            "1015",
            {EPISODES: "LS PLACE PLACE_PROVIDER PL_LA"},
            own_provision_elsewhere,
            "The authority itself provides the placement (PR1), yet it lies in another authority. Correct the provider"
            " or the placement's postcode.",
            Severity.WARNING,
            needs_metadata="authority",
        ),
        together(
            "1008",
            {EPISODES: "URN", "provider_info": "URN"},
            unknown_urn,
            "The Ofsted reference number (URN) is not in the list of providers. Correct it.",
            Severity.WARNING,
        ),
        together(
            "221",
            {EPISODES: "LS PLACE PL_POST URN", "provider_info": "URN POSTCODE"},
            other_postcode,
            "The home with this Ofsted reference number (URN) has another postcode than the placement. Correct one of"
            " the two.",
            Severity.WARNING,
        ),
        together(
            "224",
            {EPISODES: "PLACE_PROVIDER URN", "provider_info": "URN PROVIDER_CODES"},
            other_provider,
            "The provider of the placement is not one that this Ofsted reference number (URN) can have. Correct one of"
            " the two.",
            Severity.WARNING,
        ),
        together(
            "228",
            {EPISODES: "DEC URN", "provider_info": "URN REG_END"},
            after_registration,
            "The Ofsted reference number (URN) was no longer registered when the episode ended (or the year, while the"
            " episode is open). Correct the number or the end.",
            Severity.WARNING,
            needs_year="collection_end",
        ),
    )


def own_provision_elsewhere(t: Tables) -> Faults:
    """Foster and adoption placements of an authority may lie anywhere."""
    own = t[EPISODES].filter(one_of("PLACE_PROVIDER", ["PR1"]) & given("PL_LA") & ~one_of("LS", SHORT_BREAKS))
    placed = own.filter(~one_of("PLACE", (*FOSTER, *FOR_ADOPTION)))
    known = areas.areas().filter(col("area_code").eq(t.authority) | col("ons_code").eq(t.authority))
    names = {t.authority, *known["area_code"], *known["ons_code"]}
    return {EPISODES: placed.filter(~one_of("PL_LA", names))["row"]}


def _with_urn(t: Tables) -> pl.DataFrame:
    return t[EPISODES].filter(given("URN") & (col("URN") != NO_URN))


def _beside_provider(t: Tables) -> pl.DataFrame:
    """Episodes with a reference number that the list of providers has, beside the provider."""
    return _with_urn(t).join(t.providers.unique("URN", keep="first", maintain_order=True), on="URN")


def unknown_urn(t: Tables) -> Faults:
    return {EPISODES: _with_urn(t).join(t.providers, on="URN", how="anti")["row"]}


def other_postcode(t: Tables) -> Faults:
    homes = _beside_provider(t).filter(one_of("PLACE", HOMES) & ~one_of("LS", SHORT_BREAKS))
    unlike = postcode("PL_POST").is_not_null() & postcode("PL_POST").ne_missing(postcode("POSTCODE"))
    return {EPISODES: homes.filter(unlike)["row"]}


def other_provider(t: Tables) -> Faults:
    beside = _beside_provider(t).filter(given("PLACE_PROVIDER"))
    theirs = col("PROVIDER_CODES").fill_null("").str.split(",")
    return {EPISODES: beside.filter(~theirs.list.contains(col("PLACE_PROVIDER")))["row"]}


def after_registration(t: Tables) -> Faults:
    return {EPISODES: _beside_provider(t).filter(col("until") > col("REG_END"))["row"]}
