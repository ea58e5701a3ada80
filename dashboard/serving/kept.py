"""Answers kept ready: a page that rests on the store alone is made and compressed once for each of its versions."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

MOST = 300  # answers kept by each process, the latest used
LARGEST = 1 << 20  # bytes of one answer


@dataclass(frozen=True)
class Answer:
    """A whole answer as it goes over the wire."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    tag: str


class Kept:
    """A WSGI application before another one. `version`: changes when a page may have something new to show. `rests_on`:
    whether the page at a path shows nothing but what that version stands for."""

    def __init__(self, application: Callable, version: Callable[[], str], rests_on: Callable[[str], bool]):
        self._application, self._version, self._rests_on = application, version, rests_on
        self._answers: OrderedDict[tuple, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, environment: dict, start_response: Callable) -> Iterable[bytes]:
        path = environment.get("PATH_INFO", "/")
        if environment["REQUEST_METHOD"] != "GET" or not self._rests_on(path):
            return self._application(environment, start_response)
        asked = ("HTTP_HOST", "QUERY_STRING", "HTTP_ACCEPT_ENCODING")
        key = (self._version(), path, *(environment.get(name, "") for name in asked))
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
        if answer is None:
            said: list = []
            body = b"".join(self._application(environment, _noted(said)))
            status, headers = said[-1]
            if not status.startswith("200") or len(body) > LARGEST:
                start_response(status, headers)
                return [body]
            answer = _answer(headers, body)
            self._keep(key, answer)
        if answer.tag in environment.get("HTTP_IF_NONE_MATCH", ""):
            left_out = ("content-length", "content-type", "content-encoding")
            start_response("304 NOT MODIFIED", [h for h in answer.headers if h[0].lower() not in left_out])
            return [b""]
        start_response("200 OK", list(answer.headers))
        return [answer.body]

    def _keep(self, key: tuple, answer: Answer) -> None:
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > MOST:
                self._answers.popitem(last=False)


def _noted(said: list) -> Callable:
    def start(status: str, headers: list, exc_info: object = None) -> Callable:
        said.append((status, headers))
        return lambda data: None

    return start


def _answer(headers: list, body: bytes) -> Answer:
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    others = [h for h in headers if h[0].lower() != "etag"]
    return Answer((*others, ("ETag", tag)), body, tag)
