"""Asking the store: the same answers from both databases, in whatever order it was filled, whatever is typed."""

from __future__ import annotations

import contextlib
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import own
from conftest import Run
from marsad import model
from marsad.errors import OptionError, UnknownId
from marsad.exports.rows import rows
from marsad.observatory import Observatory, fulltext
from marsad.observatory.engine import Store, open_store
from marsad.observatory.filters import Conditions, checked
from marsad.observatory.schema import rank
from marsad.observatory.write import Done, Writer
from marsad.periods import span
from observatory.conftest import done, item


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, reports: list[Done]) -> str:
    """Where a store with all reports is."""
    if request.param == "sqlite":
        address = str(tmp_path_factory.mktemp("asked") / "marsad.db")
    else:
        address = request.getfixturevalue("server").database()
    store = open_store(address, create=True)
    Writer(store).write(reports)
    store.close()
    return address


@pytest.fixture
def observatory(asked: str) -> Iterator[Observatory]:
    with Observatory(asked) as open_:
        yield open_


def found(observatory: Observatory, **filters: Any) -> set[tuple[str, str | None, str | None]]:
    with observatory:
        claims = observatory.claims(limit=0, **filters)
    return {
        (claim.row.predicate, claim.row.agent_actor or claim.row.agent, claim.row.patient_actor or claim.row.patient)
        for claim in claims
    }


ARMS = ("arms", "uae", "rapid_support_forces")
ACCUSES = ("accuses", "abdelfattah_burhan", "uae")
FIGHTS = ("fights", "الجيش", "rapid_support_forces")
VISITS = ("visits", "khalifa_haftar", "moscow")
MEETS = ("meets", "khalifa_haftar", "sergei_shoigu")
NOT_RECOGNISED = ("recognises", "egypt", "government_of_national_accord")
BACKS = ("backs", "egypt", "البرلمان")
CONTROLS = ("controls", "libyan_national_army", "tripoli")
LIFTS = ("lifts", "houthis", "الحصار")


def test_own_predicates_that_the_store_has_may_be_asked_for(store: Store, tmp_path: Path) -> None:
    terms = own.folder(tmp_path / "t", predicates=own.PREDICATE, verbs=own.SPYING)
    Writer(store).write([done(item(1, "تجسست مصر على تركيا."), folder=terms)])
    with store.read() as connection:
        assert Conditions(connection, checked({"predicate": ["spies_on"]})).ways
        with pytest.raises(OptionError, match="'spys_on' is none; did you mean spies_on"):
            Conditions(connection, checked({"predicate": ["spys_on"]}))


@pytest.mark.parametrize(
    ("filters", "want"),
    [
        ({"predicate": "arms"}, {ARMS}),
        ({"predicate": ["arms", "fights"]}, {ARMS, FIGHTS}),
        ({"actor": "الإمارات"}, {ARMS, ACCUSES}),
        ({"actor": "united arab emirates"}, {ARMS, ACCUSES}),
        ({"actor": "uae"}, {ARMS, ACCUSES}),
        ({"actor": "Emirates"}, {ARMS, ACCUSES}),
        ({"actor": "حفتر"}, {VISITS, MEETS}),
        ({"actor": "Haftar"}, {VISITS, MEETS}),
        ({"actor": "اللواءُ خليفة  حَفتر"}, {VISITS, MEETS}),
        ({"actor": ["uae", "rapid_support_forces"]}, {ARMS}),
        ({"agent": "uae"}, {ARMS}),
        ({"patient": "uae"}, {ACCUSES}),
        ({"agent": "rapid_support_forces"}, set()),
        ({"actor": "nobody at all"}, set()),
        ({"actor": "%"}, set()),
        ({"place": "الفاشر"}, {FIGHTS}),
        ({"place": "El Fasher"}, {FIGHTS}),
        ({"place": "طرابلس"}, {CONTROLS}),
        ({"source": "مصادر محلية"}, {FIGHTS}),
        ({"source": "Abdel Fattah al-Burhan"}, {ARMS}),
        ({"source": "publisher", "predicate": "accuses"}, {ACCUSES}),
        ({"source": "جريدة 2", "predicate": "visits"}, {VISITS}),
        ({"polarity": "negative"}, {NOT_RECOGNISED}),
        ({"modality": "expected"}, {CONTROLS}),
        ({"modality": ["expected", "demanded"]}, {CONTROLS, LIFTS}),
        ({"time": "2019-02"}, {FIGHTS}),
        ({"time": "2019-02-11/..", "predicate": "fights"}, {FIGHTS}),
        ({"time": "../2018"}, set()),
        ({"published": "2019-03-11"}, {VISITS, MEETS, NOT_RECOGNISED, BACKS}),
        ({"published": "2019-02-10/2019-02-11", "predicate": ["arms", "visits", "fights"]}, {FIGHTS}),
        ({"min_confidence": 0.995}, set()),
        ({"min_confidence": 0.85, "predicate": "leads"}, {("leads", "abdelfattah_burhan", "sudanese_armed_forces")}),
        ({"actor": "egypt", "source": "سامح شكري"}, {BACKS}),
    ],
    ids=str,
)  # fmt: skip
def test_filters(observatory: Observatory, filters: dict[str, Any], want: set[Any]) -> None:
    assert found(observatory, **filters) == want


class TestClaims:
    def test_limit_gives_the_newest_and_pages_leave_nothing_out(
        self, observatory: Observatory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with observatory:
            whole = observatory.claims(limit=0)
            monkeypatch.setattr("marsad.observatory.asking.PAGE", 3)
            assert observatory.claims(limit=0) == whole
            assert observatory.claims(limit=7) == whole[:7]
            both = observatory.claims(limit=0, actor=["uae"])
        days = [claim.row.published or "" for claim in whole]
        assert days == sorted(days, reverse=True)
        assert len({claim.id for claim in both}) == len(both) > 3

    def test_order_of_adding_does_not_show(self, observatory: Observatory, reports: list[Done], tmp_path: Path) -> None:
        other = open_store(tmp_path / "other.db", create=True)
        for report in random.Random(3).sample(reports, len(reports)):
            Writer(other).write([report])
        other.close()
        with Observatory(tmp_path / "other.db") as second, observatory:
            assert second.claims(limit=9) == observatory.claims(limit=9)
            assert second.claims(limit=5, actor="الإمارات") == observatory.claims(limit=5, actor="الإمارات")
            assert [hit.report.id for hit in second.search("الجيش")] == [
                hit.report.id for hit in observatory.search("الجيش")
            ]
            mine, others = second.reports(limit=4), observatory.reports(limit=4)
            assert [report.id for report in mine] == [report.id for report in others]

    def test_row_is_the_readings_row(self, observatory: Observatory) -> None:
        with observatory:
            (claim,) = observatory.claims(predicate="arms", published="2019-01-11")
            _, reading = observatory.report(claim.report)
            whole = observatory.claim(claim.id)
        same = [row for row in rows(reading) if row.predicate == "arms"]
        assert [msgspec.structs.replace(claim.row, file=None, line=None, own_id=None)] == same
        assert whole == claim

    def test_table(self, observatory: Observatory) -> None:
        pytest.importorskip("pyarrow")
        with observatory:
            claims = observatory.claims(limit=0)
        frame = claims.pandas()
        assert list(frame.columns[:2]) == ["id", "report"]
        assert list(frame["id"]) == [claim.id for claim in claims]
        assert claims.arrow().num_rows == len(claims)

    def test_filters_are_checked(self, observatory: Observatory) -> None:
        wrong: list[dict[str, Any]] = [
            {"predicate": "arm"}, {"modality": "maybe"}, {"polarity": "no"}, {"time": "yesterday"},
            {"published": "2019-13"}, {"min_confidence": 2}, {"colour": "red"}, {"limit": -1},
        ]  # fmt: skip
        with observatory:
            for filters in wrong:
                with pytest.raises(OptionError):
                    observatory.claims(**filters)
            with pytest.raises(OptionError, match="did you mean arms"):
                observatory.claims(predicate="arm")

    def test_unknown_names_are_told_apart_from_no_claims(self, observatory: Observatory) -> None:
        with observatory:
            assert observatory.unknown(actor=["حفتر", "لا أحد"], place="nowhere", source="جريدة 1") == [
                "لا أحد",
                "nowhere",
            ]


class TestReadings:
    def test_have_the_claims_that_were_asked_for(self, observatory: Observatory) -> None:
        with observatory:
            whole = list(observatory.readings())
            some = list(observatory.readings(actor="uae", predicate="arms"))
        assert len(whole) == 15
        assert all(isinstance(reading, model.Reading) for reading in whole)
        assert [[claim.predicate for claim in reading.claims] for reading in some] == [["arms"]] * 2
        assert all(reading.report.text for reading in some)


class TestReports:
    def test_by_publisher_and_day(self, observatory: Observatory) -> None:
        with observatory:
            assert {report.publisher for report in observatory.reports(source="جريدة 1")} == {"جريدة 1"}
            assert {report.published for report in observatory.reports(published="2019-03")} == {"2019-03-11"}
            assert len(observatory.reports(limit=4)) == 4

    def test_by_id_address_or_how_it_begins(self, observatory: Observatory, reports: list[Done]) -> None:
        with observatory:
            for name in (reports[4].key, reports[4].key[:9], "https://example.org/4"):
                report, reading = observatory.report(name)
                assert report.id == reports[4].key
                assert reading.report.published == report.published
            for name in ("", "r", "rffffff", "c123456", "/made/reports.jsonl", "' OR 1=1"):
                with pytest.raises(UnknownId):
                    observatory.report(name)

    def test_id_that_begins_several_is_told(self, store: Store, address: str, reports: list[Done]) -> None:
        keys = [f"rabcd{n:028x}" for n in range(2)]
        Writer(store).write(
            [msgspec.structs.replace(report, key=key) for report, key in zip(reports, keys, strict=False)]
        )
        with Observatory(address) as observatory, pytest.raises(UnknownId, match="several"):
            observatory.report("rabcd")


class TestSearch:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("الفاشر", 3), ("فاشر", 3), ("قوات الدعم السريع", 5), ('"الدعم السريع"', 5), ('"السريع الدعم"', 0),
            ("حَفْتَر", 2), ("الدعم موسكو", 0), ("سامح", 2), ("«الدعم السريع» الفاشر", 3), ("12", 2), ("XYZ", 0),
            ("التحالف", 2), ("صعدة", 2), ("لعبد", 0), ("جماعة", 2), ("haftar", 2),
        ],
    )  # fmt: skip
    def test_finds(self, observatory: Observatory, text: str, number: int) -> None:
        with observatory:
            hits = observatory.search(text)
        assert len(hits) == number
        assert all(hit.words or hit.after for hit in hits)

    def test_shows_where(self, observatory: Observatory) -> None:
        with observatory:
            hit = observatory.search("الفاشر")[0]
            _, reading = observatory.report(hit.report.id)
        assert hit.words == "الفاشر" == reading.report.text[hit.start : hit.end]
        assert hit.before.endswith("السريع في ")

    def test_narrowed(self, observatory: Observatory) -> None:
        with observatory:
            assert len(observatory.search("الفاشر", published="2019-02")) == 2
            assert observatory.search("الفاشر", source="جريدة 0", published="2019-02") == []

    @pytest.mark.parametrize("text", ["", "  ", '"', "*", "«»", "()", "--"])
    def test_asks_for_a_word(self, observatory: Observatory, text: str) -> None:
        with observatory, pytest.raises(OptionError, match="no word"):
            observatory.search(text)

    @given(st.text(max_size=40))
    @settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_nothing_typed_breaks_it(self, observatory: Observatory, text: str) -> None:
        for ask in (
            lambda: observatory.search(f"{text} AND NEAR(\"x OR col:y* ^z '"),
            lambda: observatory.claims(actor=text, place=text, source=text, limit=1),
            lambda: observatory.report(text),
        ):
            with contextlib.suppress(OptionError, UnknownId):
                ask()

    @given(st.text(st.characters(codec="utf-8"), max_size=60))
    @settings(max_examples=100, deadline=None)
    def test_words_hold_no_operator(self, text: str) -> None:
        assert all(word.isalnum() for word in fulltext.words(text))


class TestTrace:
    def test_leads_to_the_words(self, observatory: Observatory, reports: list[Done]) -> None:
        with observatory:
            (claim,) = observatory.claims(predicate="arms", published="2019-01-11")
            trace = observatory.trace(claim.id[:9])
        assert trace.id == claim.id
        assert (trace.agent, trace.patient) == ("الإمارات", "قوات الدعم السريع")
        assert trace.source == "عبد الفتاح البرهان"
        assert trace.report.hash == next(report.hash for report in reports if report.key == claim.report)
        assert trace.rule.startswith("masdar:arms")
        (piece,) = trace.evidence
        assert {part.part: part.words for part in piece.parts}["cue"].endswith("تزويد")
        assert [(speaker.name, speaker.cue) for speaker in trace.attribution] == [("عبد الفتاح البرهان", "اتهم")]

    def test_unknown_claim_is_told(self, observatory: Observatory) -> None:
        with observatory:
            for name in ("", "c", "c00000000", "r12345678", "x"):
                with pytest.raises(UnknownId):
                    observatory.trace(name)


class TestCommand:
    def test_claims(self, run: Run, asked: str) -> None:
        code, out, _ = run("claims", "--db", asked, "--actor", "Haftar", "--json", "--limit", "3")
        got = [json.loads(line) for line in out.splitlines()]
        assert code == 0
        assert len(got) == 3
        assert all("خليفة حفتر" in claim["agent"] for claim in got)
        code, out, err = run("claims", "--db", asked, "--predicate", "arms", "--limit", "1")
        assert (code, "الإمارات" in out.decode(), "--limit" in err) == (0, True, True)
        code, out, err = run("claims", "--db", asked, "--actor", "لا أحد")
        assert (code, out) == (0, b"")
        assert "لا أحد" in err

    def test_show_and_trace(self, run: Run, asked: str) -> None:
        line = json.loads(run("claims", "--db", asked, "--predicate", "arms", "--json")[1].splitlines()[0])
        code, out, _ = run("trace", line["id"], "--db", asked)
        text = out.decode()
        assert code == 0
        for part in (line["id"], line["report"], "masdar:arms", "SHA-256", "تزويد", "grammar 0.1.0"):
            assert part in text
        assert json.loads(run("trace", line["id"], "--db", asked, "--json")[1])["rule"] == line["rule"]
        assert json.loads(run("show", line["id"], "--db", asked, "--json")[1]) == line
        assert line["report"] in run("show", line["report"], "--db", asked)[1].decode()
        shown = json.loads(run("show", line["report"], "--db", asked, "--json")[1])
        assert shown["id"] == line["report"]
        assert msgspec.convert(shown["reading"], model.Reading).claims
        assert run("show", "r00000000", "--db", asked)[0] == 2

    def test_search_and_reports(self, run: Run, asked: str) -> None:
        code, out, _ = run("search", "الدعم", "السريع", "--db", asked, "--json")
        assert (code, len(out.splitlines())) == (0, 5)
        assert "الفاشر" in run("search", "الفاشر", "--db", asked)[1].decode()
        code, out, _ = run("reports", "--db", asked, "--json", "--limit", "0")
        assert len(out.splitlines()) == 15
        assert b"example.org" in run("reports", "--db", asked)[1]

    def test_bad_filters_are_one_line(self, run: Run, asked: str) -> None:
        for args in (["--predicate", "arm"], ["--time", "x"], ["--limit", "-2"], ["--min-confidence", "7"]):
            code, out, err = run("claims", "--db", asked, *args)
            assert (code, out, err.count("\n")) == (2, b"", 1)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("2016", ("2016-01-01", "2016-12-31")), ("2016-02", ("2016-02-01", "2016-02-29")),
        ("2016-06-30", ("2016-06-30", "2016-06-30")), ("2016/2018-03", ("2016-01-01", "2018-03-31")),
        ("2016-06/..", ("2016-06-01", "9999-12-31")), ("../2016", ("0001-01-01", "2016-12-31")),
        ("", None), ("2016-02-30", None), ("2016-13", None), ("2018/2016", None), ("0000", None), ("soon", None), ("٢٠١٦", None),
    ],
)  # fmt: skip
def test_spans_of_days(text: str, want: tuple[str, str] | None) -> None:
    assert span(text) == want


def test_rank_orders_by_day_then_report_then_place() -> None:
    key, other = "r" + "0" * 32, "r" + "f" * 32
    ranks = [
        rank(None, other),
        rank("2019-01-01", key, 1),
        rank("2019-01-01", key, 0),
        rank("2019-01-01", other, 9),
        rank("9999-12-31", other),
    ]
    assert ranks == sorted(ranks)
    assert ranks[-1] < 2**63
