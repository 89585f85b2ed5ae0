"""Stores to test with: every test that asks for ``address`` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad.intake.items import Item
from marsad.observatory.engine import Store, open_store
from marsad.observatory.identity import digest, report_key
from marsad.observatory.messages import Given, Task
from marsad.observatory.worker import read
from marsad.observatory.write import Done, Writer
from observatory.servers import Server

TEXTS = (
    "اتهم قائد الجيش السوداني عبد الفتاح البرهان الإمارات بتزويد قوات الدعم السريع بالسلاح.",
    "وقالت مصادر محلية إن اشتباكات اندلعت أمس بين الجيش وقوات الدعم السريع في الفاشر.",
    "زار اللواء خليفة حفتر موسكو أمس، والتقى وزير الدفاع الروسي سيرغي شويغو.",
    "قصفت طائرات التحالف مواقع الحوثيين في صعدة، ما أدى إلى مقتل 12 شخصا.",
    "لم تعترف مصر بحكومة الوفاق الوطني. وقال وزير الخارجية المصري سامح شكري إن القاهرة تدعم البرلمان.",
    "من المتوقع أن تسيطر قوات الجيش الوطني الليبي على طرابلس، بحسب مراقبين.",
    "طالبت الأمم المتحدة جماعة الحوثي برفع الحصار عن تعز.",
)

MORE_TEXTS = (
    "وقالت مصادر طبية إن 12 مدنيا قتلوا في غارة في حلب أمس.",
    "=قصفت تركيا مدينة حلب.",
    "زوّدت تركيا حكومة الوفاق الوطني بالسلاح.",
    "تسيطر قوات الدعم السريع على نيالا. وتستعد قوات الدعم السريع للهجوم على الفاشر.",
)


def item(n: int, text: str | None = None) -> Item:
    """A report as a line of JSON lines would give it; some have an address."""
    import msgspec

    data = {"text": text or TEXTS[n % len(TEXTS)], "published": f"2019-0{n % 9 + 1}-11", "publisher": f"جريدة {n % 3}"}
    address = f"https://example.org/{n}" if n % 3 else None
    return Item(origin="/made/reports.jsonl", position=f"line {n}", format="jsonl", address=address,
                data=msgspec.json.encode(data))  # fmt: skip


def done(what: Item, given: Given | None = None, folder: Path | None = None) -> Done:
    """The item, read in this process; ``folder`` has own tables."""
    key = report_key(what, digest(what.data))
    outcome = read(Task(key, what, given or Given()), folder)
    return Done(key, digest(what.data), len(what.data), what, given or Given(), outcome)


@pytest.fixture(scope="session")
def reports() -> list[Done]:
    """Reports of every text, read; one pair has the same bytes at two addresses."""
    found = [item(n) for n in range(2 * len(TEXTS))]
    twin = Item(origin=found[1].origin, position="line 99", format="jsonl", address="https://example.org/copy",
                data=found[1].data)  # fmt: skip
    return [done(what) for what in (*found, twin)]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store is to be."""
    if request.param == "sqlite":
        return str(tmp_path / "marsad.db")
    server: Server = request.getfixturevalue("server")
    return server.database()


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """A new store."""
    new = open_store(address, create=True)
    yield new
    new.close()


@pytest.fixture
def filled(store: Store, reports: list[Done]) -> Store:
    """A store with all reports."""
    Writer(store).write(reports)
    return store


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def filled_address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, reports: list[Done]
) -> str:
    """Where a store with all reports, and some more, is: for tests that change nothing."""
    if request.param == "sqlite":
        where = str(tmp_path_factory.mktemp("filled") / "marsad.db")
    else:
        where = request.getfixturevalue("server").database()
    store = open_store(where, create=True)
    Writer(store).write([*reports, *(done(item(n, text)) for n, text in enumerate(MORE_TEXTS, 100))])
    store.close()
    return where
