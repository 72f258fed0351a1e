"""Requests to a server on this machine, few and bounded: one after the other, or from several connections at once."""

import http.client
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

Request = tuple[str, str, bytes | None, dict[str, str]]


@dataclass
class Answers:
    """What came back: seconds of each request, the statuses, the bytes of the last one, the whole time."""

    seconds: list[float]
    statuses: set[int]
    size: int
    wall: float

    @property
    def rate(self) -> float:
        """Requests per second."""
        return len(self.seconds) / self.wall if self.wall else 0.0

    def percentile(self, share: float) -> float:
        """Milliseconds that this share of requests stays under."""
        if len(self.seconds) < 2:
            return 1000 * max(self.seconds, default=0.0)
        return 1000 * statistics.quantiles(self.seconds, n=100, method="inclusive")[round(share * 100) - 1]


def ask(
    url: str,
    requests: int,
    connections: int,
    make: Callable[[int], Request],
    keep: Callable[[int, http.client.HTTPResponse, bytes], None] | None = None,
) -> Answers:
    """Send `requests` requests over `connections` connections; `make(n)` says what the n-th is.

    `keep(n, answer, body)` takes what came, from several threads at once.
    """
    numbers = iter(range(requests))
    lock = threading.Lock()
    parts: list[Answers] = []

    def work() -> None:
        mine = Answers([], set(), 0, 0.0)
        link = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                break
            method, path, body, headers = make(number)
            began = time.perf_counter()
            link.request(method, path, body, headers)
            answer = link.getresponse()
            content = answer.read()
            mine.size = len(content) or mine.size
            mine.seconds.append(time.perf_counter() - began)
            if keep:
                keep(number, answer, content)
            mine.statuses.add(answer.status)
        link.close()
        with lock:
            parts.append(mine)

    began = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Answers(
        seconds=[second for part in parts for second in part.seconds],
        statuses=set().union(*(part.statuses for part in parts)),
        size=max(part.size for part in parts),
        wall=time.perf_counter() - began,
    )
