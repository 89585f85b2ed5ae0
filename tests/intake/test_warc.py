"""Web archives, written by warcio: pages with their address, what HTTP wraps around them, and archives that break off."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from conftest import Run
from intake.memory import peak
from marsad.intake.items import Intake, Item, Refused
from marsad.observatory import Observatory

# warcio leaves its temporary files to the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
PLACES = ("طرابلس", "بنغازي", "سرت", "درنة", "سبها", "مصراتة")
Answer = tuple[bytes, dict[str, str]]  # what follows the head, and the head


def page(number: int, more: str = "") -> bytes:
    text = f"زار وزير الدفاع التركي {PLACES[number % len(PLACES)]} والتقى قادة الجيش.{more}"
    return (
        f"<html><head><title>زيارة {number}</title></head><body><article><p>{text}</p></article></body></html>".encode()
    )


def chunked(data: bytes) -> bytes:
    parts = [data[n : n + 30] for n in range(0, len(data), 30)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def archive(path: Path, *answers: Answer, packed: bool = True, status: str = "200 OK", kind: str = "response") -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))
        for number, (data, head) in enumerate(answers):
            headers = StatusAndHeaders(
                status, [*({"Content-Type": "text/html; charset=utf-8"} | head).items()], protocol="HTTP/1.1"
            )
            writer.write_record(
                writer.create_warc_record(
                    f"https://example.org/{number}", kind, payload=io.BytesIO(data), http_headers=headers,
                    warc_headers_dict={"WARC-Date": "2019-03-04T05:06:07Z"},
                )
            )  # fmt: skip
    return path


def pages(number: int) -> list[Answer]:
    return [(page(n), {}) for n in range(number)]


def read(path: Path, limit: int = 5_000_000) -> tuple[list[Item], list[Refused]]:
    found = list(Intake([path], limit))
    return [item for item in found if isinstance(item, Item)], [item for item in found if isinstance(item, Refused)]


def addresses(items: Sequence[Item]) -> list[int]:
    return [int((item.address or "").rpartition("/")[2]) for item in items]


@pytest.mark.parametrize("packed", [True, False])
def test_pages_with_their_address_and_when_they_were_retrieved(tmp_path: Path, packed: bool) -> None:
    items, faults = read(archive(tmp_path / ("a.warc.gz" if packed else "a.warc"), *pages(3), packed=packed))
    assert not faults
    assert [item.data for item in items] == [page(n) for n in range(3)]
    assert items[1].address == "https://example.org/1"
    assert {item.retrieved for item in items} == {"2019-03-04T05:06:07Z"}
    assert [item.position for item in items] == ["record 1", "record 2", "record 3"]


def test_what_http_wraps_around_a_page_and_what_it_only_says_it_does(tmp_path: Path) -> None:
    answers: list[Answer] = [
        (gzip.compress(page(0)), {"Content-Encoding": "gzip"}),
        (zlib.compress(page(1)), {"Content-Encoding": "deflate"}),
        (chunked(page(2)), {"Transfer-Encoding": "chunked"}),
        (chunked(gzip.compress(page(3))), {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}),
        (page(4), {"Content-Encoding": "gzip"}),
        (page(5), {"Transfer-Encoding": "chunked", "Content-Encoding": "br"}),
    ]
    items, faults = read(archive(tmp_path / "a.warc.gz", *answers))
    assert not faults
    assert [item.data for item in items] == [page(n) for n in range(6)]


def test_what_is_no_page_or_no_answer_is_passed_over(tmp_path: Path) -> None:
    image = (b"\x89PNG\r\n\x1a\n", {"Content-Type": "image/png"})
    xhtml = (page(2), {"Content-Type": "application/xhtml+xml"})
    items, faults = read(archive(tmp_path / "a.warc.gz", image, (b"", {}), xhtml))
    assert (addresses(items), faults) == ([2], [])
    for options in ({"status": "404 Not Found"}, {"status": "302 Found"}, {"kind": "revisit"}):
        assert read(archive(tmp_path / "b.warc.gz", *pages(2), **options)) == ([], [])


def test_bomb_and_large_page_cost_themselves(tmp_path: Path) -> None:
    bomb = (gzip.compress(bytes(100_000_000)), {"Content-Encoding": "gzip"})
    items, faults = read(
        archive(tmp_path / "a.warc.gz", (page(0), {}), bomb, (page(2, "x" * 200_000), {}), (page(3), {})), 100_000
    )
    assert addresses(items) == [0, 3]
    assert [str(fault.fault).partition("a.warc.gz ")[2] for fault in faults] == [
        f"record {n}: is larger than 100,000 bytes; raise the limit with --max-bytes" for n in (2, 3)
    ]


@pytest.mark.parametrize("cut", [10, 100, 330, 500])
@pytest.mark.parametrize("packed", [True, False])
def test_cut_off_in_the_middle(tmp_path: Path, packed: bool, cut: int) -> None:
    path = archive(tmp_path / ("a.warc.gz" if packed else "a.warc"), *pages(6), packed=packed)
    path.write_bytes(path.read_bytes()[:-cut])
    items, faults = read(path)
    assert addresses(items) == [*range(len(items))]
    assert len(items) >= 4
    if packed or cut < 300:  # one that ends between two records of an archive that is not packed cannot be told
        (fault,) = faults
        assert "is cut off" in str(fault.fault)


def test_garbage_between_good_records(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.warc.gz", *pages(6))
    data = bytearray(path.read_bytes())
    starts = [n for n in range(len(data)) if data[n : n + 3] == b"\x1f\x8b\x08"]
    data[starts[3] + 40 : starts[3] + 200] = bytes(160)
    path.write_bytes(data)
    items, faults = read(path)
    assert addresses(items) == [0, 1, 3, 4, 5]
    (fault,) = faults
    assert "cannot be read, nor what follows it" in str(fault.fault)


def test_garbage_at_the_beginning(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.warc.gz", *pages(3))
    data = bytearray(path.read_bytes())
    data[60:120] = bytes(60)
    path.write_bytes(data)
    items, faults = read(path)
    assert addresses(items) == [0, 1, 2]
    assert "record 0: stands before the first whole one" in str(faults[0].fault)


@pytest.mark.parametrize(
    "data", [b"hello " * 100, b"WARC/1.0\r\n", gzip.compress(b"hello " * 100), b"WARC/1.0\r\nx: y\r\n\r\n"]
)
def test_what_is_no_archive(run: Run, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.warc.gz").write_bytes(data if data[:2] == b"\x1f\x8b" else gzip.compress(data))
    code, out, err = run("read", tmp_path / "a.warc.gz")
    assert (out, err.count("\n")) == (b"", 0 if code == 0 else 1)
    assert code == 0 or "a.warc.gz: is no web archive, or a broken one" in err


def test_read_and_add(run: Run, tmp_path: Path) -> None:
    path = archive(tmp_path / "a.warc.gz", *pages(2), (b"<html><script>x</script></html>", {}))
    code, out, err = run("read", path, "--json")
    readings = [json.loads(line) for line in out.splitlines()]
    assert (code, err.count("\n")) == (1, 1)
    assert [reading["report"]["url"] for reading in readings[:2]] == ["https://example.org/0", "https://example.org/1"]
    assert [reading["claims"][0]["predicate"] for reading in readings[:2]] == ["visits", "visits"]
    assert "a.warc.gz record 3: holds no text" in readings[2]["error"]
    db = tmp_path / "m.db"
    code, out, _ = run("add", path, "--db", db)
    assert (code, out[:7]) == (1, b"2 added")
    path.rename(tmp_path / "b.warc.gz")
    code, out, _ = run("add", tmp_path, "--db", db, "--json")  # the same pages in another archive
    assert (json.loads(out)["added"], json.loads(out)["known"]) == (0, 2)
    with Observatory(db) as observatory:
        report, _ = observatory.report("https://example.org/1")
        assert report.retrieved == "2019-03-04T05:06:07Z"


def test_standard_input(run: Run, tmp_path: Path) -> None:
    data = archive(tmp_path / "a.warc.gz", *pages(2)).read_bytes()
    code, out, _ = run("add", "-", "--db", tmp_path / "m.db", stdin=data)
    assert (code, out[:7]) == (0, b"2 added")


def test_memory_stays_flat(tmp_path: Path) -> None:
    many, few = (archive(tmp_path / f"{n}.warc.gz", *([(page(0, "نص " * 3000), {})] * n)) for n in (3000, 300))
    assert peak(many) < peak(few) + 15


def test_without_fastwarc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "fastwarc.py").write_text("raise ImportError", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "none"))
    _, (fault,) = read(archive(tmp_path / "a.warc.gz", *pages(1)))
    assert str(fault.fault).endswith(
        "a.warc.gz: web archives need fastwarc, which is not installed; pip install 'marsad[formats]'"
    )
