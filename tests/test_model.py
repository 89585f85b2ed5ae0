"""The data contract: the structs, the schema in docs/ and the JSON that leaves Marsad are one."""

from __future__ import annotations

import json
from typing import Any, get_args

import jsonschema
import msgspec
import pytest

from conftest import GOLD, ROOT, made_reading, shared
from marsad import codebook, model
from marsad.gold import files, load
from test_evaluate import as_reading

SCHEMA = ROOT / "docs" / "reading.schema.json"


def shape(schema: dict[str, Any], defs: dict[str, Any]) -> Any:
    """What a schema demands, free of the way it is written: references followed, allOf and anyOf merged."""
    if "$ref" in schema:
        return shape(defs[schema["$ref"].rpartition("/")[2]], defs)
    if "allOf" in schema:
        merged: dict[str, Any] = {"required": [], "properties": {}}
        for part in schema["allOf"]:
            part = defs[part["$ref"].rpartition("/")[2]] if "$ref" in part else part
            merged["required"] += part.get("required", [])
            merged["properties"] |= part.get("properties", {})
        return shape({"type": "object"} | merged, defs)
    if "anyOf" in schema:
        return {"any of": sorted((shape(s, defs) for s in schema["anyOf"]), key=repr)}
    if "const" in schema:
        return {"one of": [schema["const"]]}
    if "enum" in schema:
        return {"one of": sorted(schema["enum"], key=repr)}
    kinds = schema.get("type")
    if isinstance(kinds, list):
        return {"any of": sorted((shape(schema | {"type": k}, defs) for k in kinds), key=repr)}
    out: dict[str, Any] = {"type": kinds}
    out |= {k: schema[k] for k in ("minimum", "maximum", "minItems", "not") if k in schema and kinds != "null"}
    if kinds == "object":
        out["required"] = sorted(schema.get("required", []))
        out["properties"] = {k: shape(v, defs) for k, v in sorted(schema.get("properties", {}).items())}
    if kinds == "array":
        out["items"] = shape(schema["items"], defs)
    return out


def normal(value: Any) -> Any:
    """A nullable enum is the same as an enum with null in it."""
    if isinstance(value, dict):
        value = {k: normal(v) for k, v in value.items()}
        options = value.get("any of")
        if options and {"type": "null"} in options and any("one of" in o for o in options):
            one_of = [x for o in options for x in o.get("one of", [])]
            return {"one of": sorted([*one_of, None], key=repr)}
        return value
    return [normal(v) for v in value] if isinstance(value, list) else value


def test_schema_in_docs_is_the_models() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == model.schema(), "run: make docs"


def test_schema_is_the_contract() -> None:
    contract = json.loads(shared("reading.schema.json").read_text(encoding="utf-8"))
    ours = model.schema()

    def demands(schema: dict[str, Any]) -> Any:
        return normal(shape(schema, schema["$defs"]))

    want, got = demands(contract), demands(ours)
    own = got["properties"]["reader"]["properties"].pop(
        "predicates"
    )  # an added field: predicates of a codebook of one's own
    assert own["type"] == "array"
    predicate = got["properties"]["claims"]["items"]["properties"]["predicate"]["any of"]
    got["properties"]["claims"]["items"]["properties"]["predicate"] = next(p for p in predicate if "one of" in p)
    page = got["properties"]["report"]["properties"]["pages"]["items"]
    assert set(page.pop("properties")) == {"start", "end", "page"}  # the contract leaves their types open
    want["properties"]["report"]["properties"]["pages"]["items"].pop("properties")
    assert got == want


@pytest.mark.parametrize("contract", ["docs", "shared"])
def test_readings_are_valid(contract: str) -> None:
    path = SCHEMA if contract == "docs" else shared("reading.schema.json")
    schema = json.loads(path.read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    readings = [made_reading("نص"), made_reading("نص", title=True, publisher="ناشر", published="2020-01-01")]
    readings += [as_reading(load(path)) for path in files([GOLD])]
    for reading in readings:
        validator.validate(json.loads(msgspec.json.encode(reading)))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), 2),
        (("entities", 0, "kind"), "city"),
        (("entities", 0, "id"), "publisher"),
        (("claims", 0, "predicate"), "flies"),
        (("claims", 0, "evidence"), []),
        (("claims", 0, "confidence"), 1.5),
        (("claims", 0, "modality"), None),
        (("framing", 0, "start"), -1),
        (("links", 0, "evidence"), None),
    ],
)
def test_what_the_schema_refuses(path: tuple[str | int, ...], value: object) -> None:
    data = json.loads(msgspec.json.encode(made_reading("نص")))
    place: Any = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, model.schema())


def test_every_required_field_is_written() -> None:
    data = json.loads(msgspec.json.encode(made_reading("نص")))
    defs = model.schema()["$defs"]
    assert set(defs["Reading"]["required"]) <= set(data)
    assert set(defs["Claim"]["required"]) <= set(data["claims"][0])
    assert set(defs["Evidence"]["required"]) <= set(data["claims"][0]["evidence"][0])
    assert next(iter(data)) == "version"


def test_a_reading_comes_back_as_it_went() -> None:
    reading = made_reading("نص", published="2020-01-01")
    assert msgspec.json.decode(msgspec.json.encode(reading), type=model.Reading) == reading


def test_model_and_codebook_have_the_same_words() -> None:
    assert sorted(codebook.predicates()) == sorted(get_args(model.Predicate))
    assert sorted(codebook.kinds()) == sorted(get_args(model.Kind))
    assert sorted(codebook.modalities()) == sorted(get_args(model.Modality))
    assert sorted(codebook.devices()) == sorted(get_args(model.Device))
