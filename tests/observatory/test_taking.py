"""Taking claims out of the store: each format is read back by tools of others, from both databases."""

from __future__ import annotations

import csv
import io
import json
import os
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import msgspec
import networkx as nx
import pyogrio
import pytest

import own
from conftest import ROOT, Run
from marsad.codebook import predicates
from marsad.codebook.plover import manners, quads
from marsad.errors import OptionError
from marsad.exports.formats import FORMATS
from marsad.exports.rows import columns
from marsad.lexicon.countries import codes
from marsad.lexicon.places import coordinates
from marsad.observatory import Observatory
from marsad.observatory.asking import Claims
from marsad.observatory.engine import open_store
from marsad.observatory.write import Done, Writer
from observatory.conftest import done, item

SOME = {"actor": "rapid_support_forces", "published": "2019"}


@pytest.fixture
def observatory(filled_address: str) -> Iterator[Observatory]:
    with Observatory(filled_address) as open_:
        yield open_


def taken(observatory: Observatory, format: str, lexicon: Path | None = None, **filters: Any) -> bytes:
    file = io.BytesIO()
    done = observatory.export(format, file, lexicon=lexicon, **filters)
    assert done.claims == len(observatory.claims(limit=0, **filters))
    return file.getvalue()


def lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def happened(claims: Claims) -> set[str]:
    """Ids of those that are told as true."""
    return {claim.id for claim in claims if (claim.row.modality, claim.row.polarity) == ("asserted", "positive")}


@pytest.mark.parametrize("filters", [{}, SOME, {"actor": "nobody at all"}], ids=["all", "some", "none"])
class TestReadBack:
    def test_csv_by_duckdb(self, observatory: Observatory, tmp_path: Path, filters: dict[str, Any]) -> None:
        observatory.export("csv", tmp_path / "a.csv", **filters)
        found = duckdb.sql(f"SELECT id, report, predicate, quote FROM read_csv('{tmp_path}/a.csv', all_varchar = true)")
        assert found.fetchall() == [
            (claim.id, claim.report, claim.row.predicate, claim.row.quote.replace("=قصف", "'=قصف"))
            for claim in observatory.claims(limit=0, **filters)
        ]

    def test_parquet_by_duckdb(self, observatory: Observatory, tmp_path: Path, filters: dict[str, Any]) -> None:
        observatory.export("parquet", tmp_path / "a.parquet", **filters)
        found = duckdb.sql(f"SELECT * FROM '{tmp_path}/a.parquet'")
        assert found.columns == ["id", "report", *(column.name for column in columns())]
        claims = observatory.claims(limit=0, **filters)
        ids = duckdb.sql(f"SELECT id, number, confidence FROM '{tmp_path}/a.parquet'").fetchall()
        assert ids == [(claim.id, claim.row.number, claim.row.confidence) for claim in claims]

    def test_readings_by_jsonschema(self, observatory: Observatory, filters: dict[str, Any]) -> None:
        schema = jsonschema.Draft202012Validator(json.loads((ROOT / "docs" / "reading.schema.json").read_text("utf-8")))
        found = lines(taken(observatory, "jsonl", **filters))
        for reading in found:
            schema.validate(reading)
        claims = observatory.claims(limit=0, **filters)
        keys = [(reading["id"], claim["key"]) for reading in found for claim in reading["claims"]]
        assert keys == [(claim.report, claim.row.claim_key) for claim in claims]
        assert len(found) == (len(observatory.reports(limit=0)) if not filters else len({c.report for c in claims}))

    def test_geojson_by_gdal(self, observatory: Observatory, tmp_path: Path, filters: dict[str, Any]) -> None:
        observatory.export("geojson", tmp_path / "a.geojson", **filters)
        points = {key: (point.lon, point.lat) for key, point in coordinates().items()}
        want = [
            claim.id
            for claim in observatory.claims(limit=0, **filters)
            if claim.row.place_actor in points
            or (claim.row.patient_kind == "place" and claim.row.patient_actor in points)
        ]
        meta, table = pyogrio.read_arrow(tmp_path / "a.geojson")
        got = table.to_pydict()
        assert list(got.get("id", [])) == want
        if want:
            assert (meta["geometry_type"], "4326" in meta["crs"]) == ("Point", True)
            whole = json.loads((tmp_path / "a.geojson").read_text("utf-8"))
            assert whole["type"] == "FeatureCollection"
            assert {tuple(f["geometry"]["coordinates"]) for f in whole["features"]} <= set(points.values())

    def test_graphml_by_networkx(self, observatory: Observatory, filters: dict[str, Any]) -> None:
        graph = nx.parse_graphml(taken(observatory, "graphml", **filters).decode())
        ids = {claim for _, _, edge in graph.edges(data=True) for claim in edge["claim_ids"].split("; ")}
        ties = {
            claim.id
            for claim in observatory.claims(limit=0, **filters)
            if claim.row.agent and claim.row.patient and {claim.row.agent_kind, claim.row.patient_kind} <= {
                "person", "state", "org", "armed_group", "bloc",
            }
        }  # fmt: skip
        assert ties == ids
        assert all({"label", "kind", "camp"} <= set(node) for _, node in graph.nodes(data=True))

    def test_plover_has_a_record_for_each_event(self, observatory: Observatory, filters: dict[str, Any]) -> None:
        found = lines(taken(observatory, "plover", **filters))
        claims = observatory.claims(limit=0, **filters)
        assert [record["id"] for record in found] == [claim.id for claim in claims if claim.row.plover]
        for record in found:
            assert record["quad_code"] == quads()[record["event_type"]]
            assert set(record["context"]) >= ({"negation"} if record["polarity"] == "negative" else set())

    def test_ftm_by_followthemoney(self, observatory: Observatory, filters: dict[str, Any]) -> None:
        if not os.environ.get("CI"):
            pytest.importorskip("followthemoney", reason="the extra ftm is not installed")
        from followthemoney import model

        found = lines(taken(observatory, "ftm", **filters))
        schemas = {entity["id"]: model.get(entity["schema"]) for entity in found}
        assert len(schemas) == len(found)
        for entity in found:
            proxy = model.get_proxy(entity, cleaned=False)
            proxy.schema.validate(entity)
            for name, values in entity["properties"].items():
                assert len(proxy.get(name)) == len(values), (entity["schema"], name, values)
            for prop, value in proxy.itervalues():
                if prop.range is not None:
                    assert schemas[value].is_a(prop.range), (entity["schema"], prop.name)
        ids = {entity["id"] for entity in found if "recordId" in entity["properties"]}
        assert ids == happened(observatory.claims(limit=0, **filters))


def test_both_databases_give_the_same_bytes(reports: list[Done], server: Any, tmp_path: Path) -> None:
    found = []
    for where in (str(tmp_path / "a.db"), server.database()):
        store = open_store(where, create=True)
        Writer(store).write(reports[::-1] if found else reports)
        store.close()
        with Observatory(where) as observatory:
            found.append({name: taken(observatory, name) for name in FORMATS})
    assert found[0] == found[1]


class TestRecords:
    def record(self, observatory: Observatory, **filters: Any) -> dict[str, Any]:
        return lines(taken(observatory, "plover", **filters))[0]

    def test_a_toll_at_a_place_on_a_day(self, observatory: Observatory) -> None:
        record = self.record(observatory, predicate="kills", place="حلب")
        assert (record["event_type"], record["magnitude"]) == ("ASSAULT", {"dead": 12})
        assert (record["location"]["asciiname"], record["location"]["cc3"]) == ("Aleppo", "SYR")
        assert record["location"]["latitude"] == pytest.approx(36.2, abs=0.1)
        assert (record["date"], record["date_from"]) == ("2019-02-10", "text")
        assert (record["source"], record["source_kind"]) == ("مصادر طبية", "source")

    def test_actors_have_countries_and_a_visit_its_mode(self, observatory: Observatory) -> None:
        record = self.record(observatory, predicate="visits")
        assert (record["event_mode"], record["context"]) == (["visit"], ["diplomatic"])
        (actor,) = record["actor"]
        assert (actor["code"], actor["kind"], actor["identifier_id"]) == ("LBY", "person", "khalifa_haftar")

    def test_those_who_meet_are_all_actors(self, observatory: Observatory) -> None:
        record = self.record(observatory, predicate="meets")
        assert (len(record["actor"]), record["recipient"]) == (2, [])

    def test_a_denial_and_a_forecast_are_told_by_context(self, observatory: Observatory) -> None:
        assert self.record(observatory, polarity="negative")["context"] == ["diplomatic", "negation"]
        attack = self.record(observatory, predicate="attacks", actor="rapid_support_forces")
        assert "future" in attack["context"]
        assert attack["modality"] == "intended"

    def test_the_day_of_the_report_stands_in_for_an_unknown_one(self, observatory: Observatory) -> None:
        record = self.record(observatory, predicate="arms", source="publisher")
        assert (record["time"], record["date_from"]) == (None, "publisher")
        assert record["date"] == record["cite_info"]["date"]

    def test_tables_name_predicates_types_and_states_that_there_are(self) -> None:
        assert set(manners()) <= set(predicates())
        assert set(quads()) == {p.plover for p in predicates().values() if p.plover}
        assert codes()["libya"] == ("LY", "LBY")


def test_a_place_told_as_held_is_a_layer_of_its_own(observatory: Observatory) -> None:
    found = json.loads(taken(observatory, "geojson", predicate=["controls", "attacks"], actor="rapid_support_forces"))
    assert {(f["properties"]["place_en"], f["properties"]["layer"]) for f in found["features"]} == {
        ("Nyala", "held"), ("El Fasher", "event"),
    }  # fmt: skip


def test_leaders_members_and_suppliers_are_links_in_ftm(observatory: Observatory) -> None:
    found = lines(taken(observatory, "ftm"))
    by_id = {entity["id"]: entity for entity in found}
    (leads,) = {e["properties"]["director"][0] for e in found if e["schema"] == "Directorship"}
    assert by_id[leads]["properties"]["alias"] == ["Abdel Fattah al-Burhan"]
    arms = [e["properties"] for e in found if e["schema"] == "UnknownLink" and e["properties"]["role"] == ["arms"]]
    assert {by_id[one["subject"][0]]["properties"]["country"][0] for one in arms} == {"ae", "tr"}


class TestFile:
    def test_is_whole_or_not_there(
        self, observatory: Observatory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        target = tmp_path / "a.csv"
        target.write_text("old")
        monkeypatch.setattr("marsad.exports.csv.CsvWriter.write", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            observatory.export("csv", target)
        assert target.read_text() == "old"
        assert list(tmp_path.iterdir()) == [target]

    def test_of_a_store_or_a_report_is_never_replaced(self, reports: list[Done], tmp_path: Path) -> None:
        report = tmp_path / "reports.jsonl"
        report.write_text("{}")
        what = msgspec.structs.replace(item(3), origin=str(report))
        store = open_store(tmp_path / "m.db", create=True)
        Writer(store).write([done(what)])
        store.close()
        (tmp_path / "link.csv").symlink_to(report)
        with Observatory(tmp_path / "m.db") as observatory:
            for name in ("m.db", "m.db-wal", "m.db-shm", "reports.jsonl", "link.csv"):
                with pytest.raises(OptionError, match="would be lost"):
                    observatory.export("csv", tmp_path / name)
            assert observatory.export("csv", tmp_path / "new.csv").claims
        assert report.read_text() == "{}"

    def test_no_cell_of_it_is_a_formula(self, observatory: Observatory) -> None:
        rows = csv.reader(io.StringIO(taken(observatory, "csv").decode()))
        cells = [cell for row in rows for cell in row]
        assert any(cell.startswith("'=قصفت") for cell in cells)
        assert not any(cell.startswith("=") for cell in cells)


def test_own_places_lie_where_the_own_tables_say(tmp_path: Path) -> None:
    places = "key\ttype\tcountry\tname\tlabel_en\tgeonames\tlat\tlon\nsands\tbase\tlibya\tمعسكر الرمال\tSand camp\t1\t27.5\t14.25\n"
    terms = own.folder(tmp_path / "terms", places=places, predicates=own.PREDICATE, verbs=own.SPYING)
    store = open_store(tmp_path / "m.db", create=True)
    Writer(store).write([done(item(1, "قصف الجيش الليبي معسكر الرمال. وتجسست مصر على تركيا."), folder=terms)])
    store.close()
    with Observatory(tmp_path / "m.db") as observatory:
        assert json.loads(taken(observatory, "geojson"))["features"] == []
        (feature,) = json.loads(taken(observatory, "geojson", lexicon=terms))["features"]
        (spying,) = lines(taken(observatory, "plover", predicate="spies_on"))
    assert (feature["geometry"]["coordinates"], feature["properties"]["country"]) == ([14.25, 27.5], "LY")
    assert (spying["event_type"], spying["event_mode"], spying["quad_code"]) == ("COERCE", [], 4)


@pytest.fixture(scope="module")
def copies(reports: list[Done], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two stores, the second with four times the claims of the first."""
    out = []
    for times in (40, 160):
        many = [msgspec.structs.replace(one, key=f"r{n:03x}{one.key[4:]}") for n in range(times) for one in reports]
        out.append(tmp_path_factory.mktemp("copies") / f"{times}.db")
        store = open_store(out[-1], create=True)
        Writer(store).write(many)
        store.close()
    return out


@pytest.mark.parametrize("name", ["csv", "jsonl", "plover", "geojson"])
def test_four_times_the_claims_take_no_more_memory(name: str, copies: list[Path], tmp_path: Path) -> None:
    peaks, sizes = [], []
    for where in copies:
        with Observatory(where) as observatory, (tmp_path / "out").open("wb") as file:
            observatory.export(name, file, published="2019-01")  # loads what is loaded once
            tracemalloc.start()
            observatory.export(name, file)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
            sizes.append(file.tell())
    assert peaks[1] - peaks[0] < (sizes[1] - sizes[0]) / 10


class TestCommand:
    def test_to_standard_output_and_to_a_file(self, run: Run, filled_address: str, tmp_path: Path) -> None:
        code, out, err = run("export", "plover", "--db", filled_address, "--actor", "حفتر", "--predicate", "visits")
        assert (code, [record["predicate"] for record in lines(out)]) == (0, ["visits"] * 2)
        assert "2 claims of 2 reports" in err
        target = tmp_path / "a.csv"
        code, out, err = run("export", "csv", "--db", filled_address, "--out", target, "--published", "2019-01")
        assert (code, out, str(target) in err) == (0, b"", True)
        assert target.read_bytes().startswith(b"\xef\xbb\xbfid,report,")

    def test_what_a_format_has_no_room_for_is_told(self, run: Run, filled_address: str) -> None:
        assert "have no PLOVER type" in run("export", "plover", "--db", filled_address)[2]
        code, out, err = run("export", "jsonl", "--db", filled_address, "--actor", "لا أحد")
        assert (code, out) == (0, b"")
        assert "لا أحد" in err

    def test_bad_asking_is_one_line(self, run: Run, filled_address: str) -> None:
        for args in (
            ["--predicate", "arm"],
            ["--time", "x"],
            ["--out", "/nowhere/at/all.csv"],
            ["--lexicon", "/nowhere"],
        ):
            code, out, err = run("export", "csv", "--db", filled_address, *args)
            assert (code, out, err.count("\n")) == (2, b"", 1)
        assert run("export", "xlsx", "--db", filled_address)[0] == 2
