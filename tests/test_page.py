"""A reading as an HTML page: all of it is there, tied to its characters, and nothing of a report can act."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

import marsad.exports.page as package
import pages
from conftest import GOLD, Run
from marsad import codebook, model
from marsad.arabic.display import harmless
from marsad.exports.page import page
from marsad.exports.page.segments import Cut, parts
from marsad.exports.page.wording import day, notice, strings, when
from marsad.reader import read

FOLDER = Path(package.__file__).parent


def tree(content: str) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(content)


def shown(cut: Cut, span: object) -> str:
    """What the page shows of a span: its pieces, in order."""
    text = [(p.at, harmless(cut.text[p.start : p.end])) for line in cut.lines for run in line.runs for p in run.pieces]
    found = cut.pieces(span)  # type: ignore[arg-type]
    return (
        "" if found is None else "".join(words for at, words in text if at is not None and found[0] <= at <= found[1])
    )


def meant(text: str, span: model.Span | model.Mention | model.Evidence) -> str:
    """The characters of a span but for lines that are blank and the ends of lines."""
    lines = text[span.start : span.end].split("\n")
    return "".join(harmless(line) for line in lines)


class TestWords:
    @pytest.mark.parametrize("name", ["south_tripoli_2019", "nihm_partisan_2020"])
    def test_every_span_is_a_run_of_pieces(self, name: str) -> None:
        reading = read((GOLD / f"{name}.txt").read_text(encoding="utf-8"))
        cut = Cut(reading)
        spans = [s for c in reading.claims for e in c.evidence for s in (e, *(s for _, s in parts(c, e)))]
        spans += [*reading.framing, *(m for e in reading.entities for m in e.mentions)]
        assert len(spans) > 50
        for span in spans:
            assert shown(cut, span) == meant(reading.report.text, span)

    def test_no_character_is_lost(self) -> None:
        reading = pages.whole()
        root = tree(page(reading))
        for number in root.xpath("//sup[@class='nums']"):
            number.drop_tree()
        lines = [p.text_content() for p in root.xpath("//div[@class='text']/p")]
        assert lines == [line for line in pages.TEXT.split("\n") if line]

    @given(
        st.text("اب ج\n.", min_size=1, max_size=40),
        st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), min_size=1, max_size=8),
    )
    def test_overlapping_spans_of_any_text(self, text: str, ends: list[tuple[int, int]]) -> None:
        reading = pages.whole()
        reading.report.text, reading.report.title = text, None
        spans = [model.Span(min(a, len(text) - 1), min(a + n, len(text))) for a, n in ends]
        for claim in reading.claims:
            first, second = spans[0], spans[-1]
            claim.evidence = [model.Evidence(s.start, s.end, first, agent=second) for s in spans]
            claim.attribution = []
        reading.framing = [model.Framing(s.start, s.end, "e8", "glorifying") for s in spans]
        for entity in reading.entities:
            entity.mentions = [model.Mention(s.start, s.end) for s in spans]
        cut = Cut(reading)
        for span in spans:
            blank = all(not line or line.isspace() for line in text.split("\n"))
            wanted = re.sub(r"\s", "", text[span.start : span.end])
            assert re.sub(r"\s", "", shown(cut, span)) == wanted or blank
        links = [run for line in cut.lines for run in line.runs if run.refs]
        for run in links:
            start, end = run.pieces[0].start, run.pieces[-1].end
            assert start == 0 or text[start - 1].isspace()
            assert end == len(text) or text[end].isspace()

    def test_words_lead_to_their_claims_and_back(self) -> None:
        root = tree(page(pages.whole()))
        (backs,) = (a for a in root.xpath("//a[@class='w']") if "تدعم" in a.text_content())
        assert backs.get("data-refs") == "claim-3 claim-4"
        assert backs.get("href") == "#claim-3"
        assert backs.get("data-title-en") == "Eastland backs الجيش; Eastland backs البرلمان"
        assert backs.get("title") == "دولة الشرق دعم الجيش; دولة الشرق دعم البرلمان"
        (band,) = (a for a in root.xpath("//a[@class='w']") if "بالعصابة" in a.text_content())
        assert band.get("data-refs") == "frame-1"
        data = json.loads(root.get_element_by_id("data").text)
        roles = {role for role, _, _ in data["claims"][2][0]}
        assert roles == {"evidence", "cue", "agent", "patient", "source", "saying"}


@pytest.fixture(scope="module")
def cards() -> dict[int, str]:
    """The text of each card, by its number."""
    cards = tree(page(pages.whole(), pages.reasons())).xpath("//article")
    return {int(c.get("id").split("-")[1]): re.sub(r"\s+", " ", c.text_content()) for c in cards}


class TestCards:
    def test_one_for_each_claim(self, cards: dict[int, str]) -> None:
        assert sorted(cards) == [1, 2, 3, 4, 5, 6, 7]

    @pytest.mark.parametrize(
        ("number", "words"),
        [
            (1, ["الوزير", "visits", "زيارة", "مدينة النور", "City of Light", "29 June 2016", "29 يونيو/حزيران 2016"]),
            (1, ["told as true", "not announced beforehand", "غير معلن", "the report itself", "التقرير نفسه"]),
            (2, ["is meant to lift or break", "السعي إلى رفع أو كسر", "intended", "aims at", "هدفه"]),
            (3, ["دولة الشرق", "Eastland", "backs", "مصادر محلية", "confirms", "وأكدت", "سلاح"]),
            (3, ["the verb that carries it", "هو الفعل الذي يحملها", "stands outside the clause"]),
            (5, ["does not recognise", "عدم اعتراف", "told as untrue", "يُروى على أنه غير واقع"]),
            (6, ["not named", "غير مسمى", "3–5", "told with doubt", "denies", "نفي", "مدينة النور"]),
            (7, ["may fall", "احتمال سقوط", "told with caution", "July 2016"]),
        ],
    )
    def test_say_what_the_claim_says(self, cards: dict[int, str], number: int, words: list[str]) -> None:
        for word in words:
            assert word in cards[number]

    def test_chain_stands_outermost_first(self, cards: dict[int, str]) -> None:
        assert cards[6].index("مصادر محلية") < cards[6].index("الناطق")

    def test_predicate_with_one_side_asks_for_no_second(self, cards: dict[int, str]) -> None:
        assert "not named" not in cards[7].split("Tied to")[0]

    def test_links_are_told_from_both_claims(self) -> None:
        root = tree(page(pages.whole()))
        for number, other in ((1, 2), (2, 1), (6, 7), (7, 6)):
            assert root.xpath(f"//article[@id='claim-{number}']//div[@class='ties']//a[@href='#claim-{other}']")
        assert len(root.xpath("//ul[@class='argument']/li")) == 2

    def test_actors_with_all_their_names(self) -> None:
        reading = read("وصل عبد الفتاح البرهان إلى القاهرة. وغادر البرهان القاهرة مساء.", published="2023-11-07")
        general = next(n for n, e in enumerate(reading.entities, 1) if e.actor == "abdelfattah_burhan")
        (item,) = tree(page(reading)).xpath(f"//li[@id='actor-{general}']")
        for name in ("عبد الفتاح البرهان", "البرهان"):
            assert name in [bdi.text for bdi in item.iter("bdi")]

    def test_empty_reading_says_so(self) -> None:
        reading = read("The council met in the capital on Monday and nothing else happened.")
        content = page(reading)
        assert strings()["empty"].en in content
        assert "لم يُقرأ شيء" in content
        assert not tree(content).xpath("//article | //form")

    def test_same_reading_same_page(self) -> None:
        assert page(pages.whole(), pages.reasons()) == page(pages.whole(), pages.reasons())

    def test_unknown_ids_are_shown_as_they_are(self) -> None:
        reading = pages.whole()
        reading.claims[0].agent = reading.claims[0].source = "e99"
        reading.links.append(model.Link("c1", "c99", "before"))
        assert "e99" in page(reading)


class TestHostile:
    def test_structure_is_that_of_a_harmless_text(self) -> None:
        calm = "".join(char if char.isspace() else "ب" for char in pages.HOSTILE)
        hostile, peaceful = (tree(page(*pages.filled(text))) for text in (pages.HOSTILE, calm))
        shape = [(e.tag, sorted(e.attrib)) for e in hostile.iter() if isinstance(e.tag, str) and e.tag != "q"]
        assert shape == [(e.tag, sorted(e.attrib)) for e in peaceful.iter() if isinstance(e.tag, str) and e.tag != "q"]

    def test_nothing_that_acts_or_loads(self) -> None:
        root = tree(page(*pages.filled(pages.HOSTILE)))
        elements = [e for e in root.iter() if isinstance(e.tag, str)]
        assert not [e.tag for e in elements if e.tag in ("img", "iframe", "object", "embed", "link", "base")]
        names = {name for e in elements for name in e.attrib}
        assert not [name for name in names if name.startswith("on") or name in ("style", "src", "srcdoc", "action")]
        assert all(a.get("href").startswith("#") for a in root.iter("a"))
        assert len(list(root.iter("script"))) == 2
        assert len(list(root.iter("style"))) == 1

    def test_marks_that_turn_text_are_visible(self) -> None:
        content = page(*pages.filled(pages.HOSTILE))
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u2028\u2029\x00\x1b]", content)
        assert "\ufffdمقلوب\ufffd" in content

    def test_half_characters_do_not_stop_the_page(self) -> None:
        page(*pages.filled("نص \ud800 مكسور ونصف حرف فيه")).encode()

    def test_data_cannot_leave_its_element(self) -> None:
        content = page(*pages.filled(pages.HOSTILE))
        data = re.search(r'<script type="application/json" id="data">(.*?)</script>', content, re.DOTALL)
        assert data is not None
        assert not re.search("[<>&\u2028\u2029]", data[1])
        assert len(json.loads(data[1])["claims"]) == 7

    def test_policy_names_the_very_style_and_script(self) -> None:
        root = tree(page(pages.whole()))
        (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        wanted = {
            f"{name}-src": "'sha256-" + base64.b64encode(hashlib.sha256(e.text.encode()).digest()).decode() + "'"
            for name, e in (("style", next(root.iter("style"))), ("script", root.xpath("//script[not(@type)]")[0]))
        }
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules == {
            "default-src": "'none'", "base-uri": "'none'", "form-action": "'none'", "trusted-types": "'none'",
            "require-trusted-types-for": "'script'", **wanted,
        }  # fmt: skip

    def test_template_marks_nothing_of_a_report_as_safe(self) -> None:
        template = (FOLDER / "page.html.j2").read_text(encoding="utf-8")
        marked = re.findall(r"\{\{\s*([^{}]*?)\s*\|\s*safe\s*\}\}", template)
        assert sorted(marked) == ["data", "policy", "script", "style"]
        assert "autoescape false" not in template

    @pytest.mark.parametrize(
        ("url", "linked"),
        [("https://news.example/a", True), ("javascript:alert(1)", False), ("//x", False), ("http://[", False)],
    )
    def test_only_web_addresses_are_links(self, url: str, linked: bool) -> None:
        reading = pages.whole()
        reading.report.url = url
        links = tree(page(reading)).xpath("//bdi[contains(@class, 'url')]/a")
        assert bool(links) is linked
        assert all("noreferrer" in a.get("rel") for a in links)


class TestWording:
    def test_days(self) -> None:
        assert day("2016-06-30").en == "30 June 2016"
        assert day("2016-06-05").ar == "5 يونيو/حزيران 2016"
        assert day("2016-06") == ("June 2016", "يونيو/حزيران 2016")
        assert day("2016") == ("2016", "2016")
        assert day("2016-13-01").en == "2016-13-01"
        assert day("long ago").en == "long ago"

    def test_intervals(self) -> None:
        assert when("2016-06-30/..") == ("since 30 June 2016", "منذ 30 يونيو/حزيران 2016")
        assert when("../2016") == ("until 2016", "حتى 2016")
        assert when("2015/2016-02") == ("2015 to February 2016", "من 2015 إلى فبراير/شباط 2016")

    @pytest.mark.parametrize(
        "text",
        ["زار الوزير موسكو.", "The minister went to the city and came back.", "1234 …", "Министр прибыл в столицу."],
    )
    def test_every_notice_of_the_reader_has_its_arabic(self, text: str) -> None:
        for said in read(text).notices:
            assert re.search("[ا-ي]{3}", notice(said).ar)
            assert notice(said).en != notice(said).ar

    def test_every_string_is_used_and_there_in_both(self) -> None:
        used = "".join(
            (FOLDER / name).read_text(encoding="utf-8") for name in ("page.html.j2", "page.js", "__init__.py")
        )
        computed = {f"part_{name}" for name in msgspec.json.schema(model.Evidence)["$defs"]["Evidence"]["properties"]}
        computed |= {f"operator_{name}" for name in ("denied", "negative", "stopped")}
        computed |= {f"part_{name}" for name in ("polarity", "modality", "certainty", "saying", "evidence")}
        for key, (english, arabic) in strings().items():
            assert english.strip()
            assert re.search("[ا-ي]", arabic), key
            assert re.search(rf"\bs\.{key}\b|[\"`']{key}[\"`']", used) or key in computed, key

    def test_every_term_of_the_codebook_is_in_the_legend(self) -> None:
        (legend,) = tree(page(pages.whole())).xpath("//section[@id='legend']")
        text = legend.text_content()
        for p in codebook.predicates().values():
            assert p.meaning_en in text
            assert p.meaning_ar in text
        for name in ("stance", "link", "certainty", "disclosure"):
            assert all(t.meaning_en in text and t.meaning_ar in text for t in codebook.terms(name).values())


class TestCommand:
    REPORT = "قصف الجيش السوداني مواقع الدعم السريع في الفاشر."

    @pytest.fixture
    def report(self, tmp_path: Path) -> Path:
        path = tmp_path / "report.txt"
        path.write_text(self.REPORT, encoding="utf-8")
        return path

    def test_writes_a_page_and_says_so(self, run: Run, report: Path, tmp_path: Path) -> None:
        target = tmp_path / "page.html"
        code, out, err = run("read", report, "--html", target, "--publisher", "منبر")
        assert (code, out) == (0, b"")
        assert "1 report read" in err
        assert str(target) in err
        content = target.read_text(encoding="utf-8")
        assert "منبر" in content
        assert tree(content).xpath("//article//ul[@class='reasons']"), "a page tells the reasons"
        assert [path.name for path in tmp_path.iterdir()].count("page.html") == 1

    def test_standard_input_and_output(self, run: Run) -> None:
        code, out, _ = run("read", "-", "--html", "-", stdin=self.REPORT.encode())
        assert code == 0
        assert out.startswith(b"<!DOCTYPE html>")

    def test_report_named_as_the_page_is_read_to_standard_output(self, run: Run, report: Path) -> None:
        code, out, _ = run("read", "--html", report)
        assert code == 0
        assert out.startswith(b"<!DOCTYPE html>")
        assert report.read_text(encoding="utf-8") == self.REPORT

    def test_example_says_that_it_is_composed(self, run: Run) -> None:
        _, out, _ = run("read", "--example", "--html", "-")
        assert "مثال مؤلَّف" in out.decode()

    def test_several_reports_into_a_folder(self, run: Run, report: Path, tmp_path: Path) -> None:
        (tmp_path / "more").mkdir()
        second = tmp_path / "more" / "report.txt"
        second.write_text("زار الوزير المصري الخرطوم.", encoding="utf-8")
        code, _, _ = run("read", report, second, "--html", tmp_path / "pages")
        assert code == 0
        assert sorted(p.name for p in (tmp_path / "pages").iterdir()) == ["report-2.html", "report.html"]
        assert run("read", report, second, "--html", tmp_path / "pages")[0] == 0

    def test_one_report_into_a_folder_that_is_there(self, run: Run, report: Path, tmp_path: Path) -> None:
        (tmp_path / "pages").mkdir()
        assert run("read", report, "--html", tmp_path / "pages")[0] == 0
        assert (tmp_path / "pages" / "report.html").exists()

    def test_json_lines_into_a_folder(self, run: Run, tmp_path: Path) -> None:
        lines = tmp_path / "lines.jsonl"
        lines.write_text('{"text": "زار الوزير المصري الخرطوم."}\n{"text": "قصف الجيش المدينة."}\n', encoding="utf-8")
        assert run("read", "--jsonl", lines, "--html", f"{tmp_path}/pages/")[0] == 0
        assert sorted(p.name for p in (tmp_path / "pages").iterdir()) == ["lines-1.html", "lines-2.html"]

    def test_page_is_written_anew(self, run: Run, report: Path, tmp_path: Path) -> None:
        target = tmp_path / "page.html"
        run("read", report, "--html", target)
        first = target.read_bytes()
        assert run("read", report, "--html", target)[0] == 0
        assert target.read_bytes() == first

    def test_other_files_are_not_lost(self, run: Run, report: Path, tmp_path: Path) -> None:
        notes = tmp_path / "notes.html"
        notes.write_text("<p>mine</p>", encoding="utf-8")
        code, _, err = run("read", report, "--html", notes)
        assert code == 2
        assert err.count("\n") == 1
        assert "notes.html" in err
        assert notes.read_text(encoding="utf-8") == "<p>mine</p>"
        assert run("read", report, "--html", report)[0] == 2
        assert report.read_text(encoding="utf-8") == self.REPORT

    @pytest.mark.parametrize("target", ["page.html", "-"])
    def test_several_reports_are_not_one_page(self, run: Run, report: Path, target: str) -> None:
        code, out, err = run("read", report, report, "--html", target)
        assert (code, out) == (2, b"")
        assert "folder" in err

    def test_pages_do_not_go_among_the_reports(self, run: Run, report: Path, tmp_path: Path) -> None:
        code, _, err = run("read", tmp_path, "--html", f"{tmp_path}/pages/")
        assert code == 2
        assert "elsewhere" in err

    def test_nothing_is_written_for_a_report_that_cannot_be_read(self, run: Run, tmp_path: Path) -> None:
        assert run("read", tmp_path / "none.txt", "--html", tmp_path / "page.html")[0] == 2
        assert not (tmp_path / "page.html").exists()

    def test_not_with_json(self, run: Run, report: Path) -> None:
        assert run("read", report, "--html", "-", "--json")[0] == 2
