import os
import signal
import socket
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from dashboard import server
from data.errors import BadInput


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.0.0.9"])
def test_this_machine_is_served(host):
    server.check_host(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "council.example", "", "127.0.0.1.example"])
def test_nobody_else_is_served_until_there_is_a_sign_in(host):
    with pytest.raises(BadInput, match="sign-in is not configured"):
        server.serve(lambda: None, host=host)


def test_the_settings_of_the_server_are_known_to_it(monkeypatch):
    started = []
    monkeypatch.setattr("gunicorn.arbiter.Arbiter.run", lambda self: started.append(self.app.cfg))
    server.serve(lambda: pytest.fail("made before the fork"), host="::1", port=8123, workers=1)
    (cfg,) = started
    assert cfg.bind == ["[::1]:8123"]
    assert (cfg.workers, cfg.preload_app) == (1, False)


def test_a_missing_setting_says_what_to_do(monkeypatch):
    monkeypatch.delenv(server.STORE_SETTING, raising=False)
    with pytest.raises(BadInput, match="Set SCORECARD_STORE"):
        server.wsgi()


def test_the_first_answers_are_made_before_anybody_asks(made_up):
    from dashboard.app import build

    app, answers = build(made_up.MadeUpSource()), []
    app.server.after_request(lambda answer: answers.append(answer.status_code) or answer)
    server._ask_first(app.server)
    assert answers == [200] * len(server.FIRST)


def test_an_empty_store_is_served(tmp_path):
    client = server.application(tmp_path / "store").server.test_client()
    answer = client.get("/")
    assert answer.status_code == 200 and "No return has been loaded yet" in answer.text


def test_it_starts_answers_and_stops(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = (
        "import sys, pathlib; from dashboard import server; "
        "server.serve(pathlib.Path(sys.argv[1]), port=int(sys.argv[2]), workers=1)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path), str(port)], env=os.environ)
    try:
        text = ""
        for _ in range(300):
            try:
                text = urlopen(f"http://127.0.0.1:{port}/").read().decode()
                break
            except URLError:
                assert process.poll() is None, "the server stopped by itself"
                time.sleep(0.1)
        assert "No return has been loaded yet" in text
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
