"""The application without a browser: addresses, first paint, headers, downloads."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.app import PAGES, FirstAlone, Settings, build, render
from data.errors import StoreError


@pytest.fixture()
def app(source):
    return build(source)


@pytest.fixture()
def client(app):
    return app.server.test_client()


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_scorecard_can_be_read_without_a_script(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert '<html lang="en-GB"' in answer.text and answer.text.count("<h1") == 1
    assert "<title>Scorecard, September 2026: Exampleshire (synthetic)</title>" in answer.text
    said = text_of(answer.text)
    assert "3 indicators off target" in said and "28 of 73" in said
    assert "Synthetic data." in said
    assert answer.text.count('role="table"') == 5


def test_an_indicator_can_be_read_without_a_script(client):
    answer = client.get("/indicator/cl_neet_19_21_pct?period=2026-08&months=12")
    said = text_of(answer.text)
    assert "August 2026: 38.4% (28 of 73)" in said
    assert "North &lt;1&gt;" in answer.text and "North <1>" not in answer.text


def asked_for_live(client, path, search=""):
    call = {
        "output": "content.children",
        "outputs": {"id": "content", "property": "children"},
        "inputs": [
            {"id": "address", "property": "pathname", "value": path},
            {"id": "address", "property": "search", "value": search},
        ],
        "changedPropIds": ["address.pathname"],
    }
    answer = client.post("/_dash-update-component", json=call)
    assert answer.status_code == 200
    return answer.get_json()["response"]["content"]["children"]


def test_dash_brings_only_the_chart_to_life(client):
    chart = asked_for_live(client, "/indicator/cla_count", "?months=12")
    assert (chart["type"], chart["props"]["id"]) == ("Graph", "trend")
    assert len(chart["props"]["figure"]["data"][0]["x"]) == 12
    assert asked_for_live(client, "/") is None
    assert asked_for_live(client, "/nowhere") is None


@pytest.mark.parametrize(("address", "places"), [("/", 0), ("/indicator/cla_count", 1), ("/nowhere", 1)])
def test_dash_has_one_place_where_a_page_has_a_live_part(client, address, places):
    text = client.get(address).text
    assert text.count("<main") == 1
    assert text.count('id="react-entry-point"') == places
    assert ("_dash-component-suites" in text) == bool(places)
    assert ('<div id="live"><div id="react-entry-point">' in " ".join(text.split()).replace("> <", "><")) == (
        "chart-place" in text
    )


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/nowhere", 404, "There is no page at /nowhere."),
        ("/indicator/cla_cuont", 404, "Did you mean"),
        ("/?period=soon", 400, "is not a month"),
        ("/?period=2027-01", 200, "No return for January 2027 yet. Latest held: September 2026."),
        ("/indicator/cla_count?period=2027-01", 200, "Latest held: September 2026."),
        ("/indicator/<b>x", 404, "No indicator is called"),
    ],
)
def test_addresses_without_a_page_say_so(client, address, status, said):
    answer = client.get(address)
    assert answer.status_code == status
    assert said in text_of(answer.text)
    assert "<b>x" not in answer.text


def test_an_empty_store_has_a_page(made_up):
    client = build(made_up.MadeUpSource(months=[])).server.test_client()
    answer = client.get("/")
    assert answer.status_code == 200 and "No return has been loaded yet" in answer.text
    assert client.get("/scorecard.csv").status_code == 400


def test_a_store_that_cannot_be_read_is_said_in_words(source, caplog):
    def broken(period=None):
        raise StoreError("The store cannot be read: its folder is gone.")

    source.scorecard = broken
    page = render(source, "/", {})
    assert page.status == 503


def test_a_fault_of_ours_shows_no_inside(source, caplog):
    def broken(period=None):
        raise RuntimeError("secret inside")

    source.scorecard = broken
    answer = build(source).server.test_client().get("/")
    assert answer.status_code == 500
    assert "Sorry, there is a problem" in answer.text and "secret" not in answer.text
    assert "secret inside" in caplog.text


@pytest.mark.parametrize("address", ["/", "/indicator/cla_count", "/scorecard.csv", "/version", "/nowhere", "/health"])
def test_every_answer_is_protected(client, address):
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy and "'unsafe-inline'" not in policy.split("style-src")[0]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_inline_scripts_are_named_in_the_policy(app, client):
    answer = client.get("/")
    hashes = app.csp_hashes()
    assert hashes and all(h in answer.headers["Content-Security-Policy"] for h in hashes)


def test_a_page_names_no_other_host(client):
    for address in ("/", "/indicator/cl_neet_19_21_pct"):
        found = set(re.findall(r"(?:src|href|action)=\"(?:https?:)?//[^\"]+", client.get(address).text))
        assert found == set()


def test_a_foreign_name_for_this_server_is_refused(client):
    assert client.get("/", headers={"Host": "somewhere.example"}).status_code == 400
    assert client.get("/", headers={"Host": "127.0.0.1:8050"}).status_code == 200


def test_assets_are_kept_for_ever_and_pages_are_not(client):
    css = re.search(r'href="(/assets/style\.css\?m=[^"]+)"', client.get("/").text)[1]
    assert "max-age=31536000" in client.get(css).headers["Cache-Control"]
    assert client.get("/").headers["Cache-Control"] == "private, no-cache"


def test_answers_are_compressed(client):
    plain, packed = client.get("/"), client.get("/", headers={"Accept-Encoding": "br"})
    assert packed.headers["Content-Encoding"] == "br"
    assert len(packed.data) < len(plain.data) / 3


def test_the_server_for_programs_of_others_is_off(source, monkeypatch):
    monkeypatch.setenv("DASH_MCP_ENABLED", "true")
    app = build(source)
    assert app._enable_mcp is False
    assert not [rule.rule for rule in app.server.url_map.iter_rules() if "mcp" in rule.rule]
    answer = app.server.test_client().post("/_mcp", json={}, headers={"Origin": "http://localhost"})
    assert answer.status_code in (404, 405)


def test_health_and_version(client, source):
    assert client.get("/health").text == "OK"
    assert client.get("/version").text == "1"
    source.version_text = "2"
    assert client.get("/version").text == "2"
    assert client.get("/version").headers["Cache-Control"] == "no-store"
    assert 'data-version="2"' in client.get("/").text


def test_downloads_are_named_by_what_and_when(client):
    answer = client.get("/scorecard.csv?period=2026-08&rating=off_target")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="scorecard-2026-08.csv"'
    answer = client.get("/indicator/cla_count.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="cla_count-2026-09.csv"'
    assert client.get("/indicator/nope.csv").status_code == 404
    assert client.get("/scorecard.csv?period=soon").status_code == 400


def test_two_applications_live_side_by_side(made_up):
    one, other = made_up.MadeUpSource(), made_up.MadeUpSource(months=[])
    first, second = build(one).server.test_client(), build(other, Settings(refresh_seconds=5)).server.test_client()
    assert "28 of 73" in first.get("/").text
    assert "No return has been loaded yet" in second.get("/").text
    assert "28 of 73" in first.get("/").text


def test_only_the_indicator_page_has_a_chart(client):
    for address, chart in (
        ("/", False),
        ("/indicator/cla_count", True),
        ("/indicator/cla_count?period=2027-01", False),
    ):
        text = client.get(address).text
        assert ("chart-place" in text) == ("/plotly/plotly-basic." in text) == chart


def test_pages_are_listed_and_addressed_once():
    assert len({page.PATH for page in PAGES}) == len(PAGES)


def test_the_first_request_is_answered_alone():
    at_once, most, lock = 0, [], threading.Lock()

    def slow(environment, start_response):
        nonlocal at_once
        with lock:
            at_once += 1
            most.append(at_once)
        environment["wait"].wait(0.05)
        with lock:
            at_once -= 1
        return environment["name"]

    application = FirstAlone(slow)
    never = threading.Event()
    answers = []
    threads = [
        threading.Thread(target=lambda i=i: answers.append(application({"wait": never, "name": i}, None)))
        for i in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most[0] == most[1] == 1
    assert sorted(answers) == list(range(6))


def test_scripts_are_there_for_requests_that_come_together(made_up):
    page = build(made_up.MadeUpSource()).server.test_client().get("/indicator/cla_count").text
    scripts = re.findall(r'src="(/_dash[^"]+)"', page)
    fresh = build(made_up.MadeUpSource())
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda a: fresh.server.test_client().get(a).status_code, scripts))
    assert len(scripts) > 5 and set(answers) == {200}
