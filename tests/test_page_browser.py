"""The page in a real browser: from words to claims and back, filters, languages, keyboard, paper, and hostile reports."""

from __future__ import annotations

import itertools
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Error, expect

import pages
from browser import Watched, chromium
from marsad import model
from marsad.exports.page import page
from marsad.reader.explanation import Explanation

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1400, "height": 900}

Open = Callable[..., Watched]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a reading (the whole one by default) as a page; at the end nothing was loaded, and nothing went wrong."""
    watched: list[Watched] = []

    def look(
        reading: model.Reading | None = None,
        reasons: dict[str, Explanation] | None = None,
        at: str = "",
        **options: Any,
    ) -> Watched:
        path = tmp_path / "page.html"
        reasons = pages.reasons() if reading is None else reasons
        path.write_bytes(page(reading or pages.whole(), reasons).encode())
        watched.append(Watched(browser, path.as_uri() + at, **options))
        return watched[-1]

    yield look
    for one in watched:
        one.calm()
        one.context.close()


def marked(watched: Watched, selector: str) -> str:
    """The words of the report with some mark, put together."""
    return watched.page.evaluate("s => [...document.querySelectorAll(s)].map(e => e.textContent).join('')", selector)


def active(watched: Watched) -> str:
    return watched.page.evaluate("document.activeElement.id || document.activeElement.className")


class TestWordsAndClaims:
    def test_word_leads_to_its_claim(self, opened: Open) -> None:
        watched = opened()
        watched.page.locator(".w", has_text="زار").click()
        expect(watched.page.locator("#claim-1")).to_have_class("card f-diplomacy here")
        expect(watched.page.locator("#claim-1")).to_be_in_viewport()
        assert marked(watched, ".s.evidence") == pages.VISIT
        assert marked(watched, ".s.p-cue") == "زار"

    def test_signs_above_the_words_tell_their_parts(self, opened: Open) -> None:
        watched = opened()
        watched.page.locator(".w", has_text="زار").click()
        assert watched.page.locator(".tag").all_text_contents() == ["زيارة", "الطرف الأول", "الطرف الثاني", "متى"]
        boxes = [tag.bounding_box() for tag in watched.page.locator(".tag").all()]
        for one, other in itertools.pairwise(boxes):
            assert one is not None
            assert other is not None
            assert other["x"] + other["width"] <= one["x"], "signs lie over each other"

    def test_words_of_two_claims_are_stepped_through(self, opened: Open) -> None:
        watched = opened()
        watched.page.locator(".w", has_text="تدعم").click()
        panel = watched.page.locator(".bar-here")
        expect(panel.locator(".where")).to_have_text("الإفادة 1 من 2 على هذه الكلمات")
        expect(watched.page.locator("#claim-4")).to_have_class("card f-standing near")
        panel.locator("[data-do=next]").click()
        expect(panel.locator(".where")).to_have_text("الإفادة 2 من 2 على هذه الكلمات")
        assert marked(watched, ".s.part") == "وأكدتدولة الشرقتدعمالبرلمان"
        panel.locator("[data-do=close]").click()
        expect(panel).to_be_hidden()
        watched.page.locator("h1").hover()
        assert marked(watched, ".s.evidence") == ""

    def test_words_between_cues_lead_to_all_claims_there(self, opened: Open) -> None:
        watched = opened()
        watched.page.locator(".s", has_text="دولة الشرق").click()
        expect(watched.page.locator(".card.near, .card.here")).to_have_count(3)

    def test_loaded_word_leads_to_its_entry(self, opened: Open) -> None:
        watched = opened()
        watched.page.locator(".w", has_text="بالعصابة").click()
        expect(watched.page.locator("#frame-1")).to_have_class("here")

    def test_card_leads_to_its_words(self, opened: Open) -> None:
        watched = opened()
        watched.page.locator("#claim-6 .back").click()
        assert marked(watched, ".s.evidence") == pages.DENIES
        expect(watched.page.locator(".s.p-cue")).to_be_in_viewport()

    def test_pointing_at_a_card_shows_its_words(self, opened: Open) -> None:
        watched = opened()
        watched.page.locator("#claim-2 h4").hover()
        assert marked(watched, ".s.p-cue") == "ليكسر"
        watched.page.locator("h1").hover()
        assert marked(watched, ".s.p-cue") == ""

    def test_actor_shows_all_its_mentions(self, opened: Open) -> None:
        watched = opened()
        watched.page.locator("#claim-3 .who a").click()
        expect(watched.page.locator("#actor-5")).to_have_class("here")
        assert marked(watched, ".s.mention") == "دولة الشرق"

    def test_argument_leads_to_its_claims(self, opened: Open) -> None:
        watched = opened()
        watched.page.locator("#argument a[href='#claim-7']").click()
        expect(watched.page.locator("#claim-7")).to_be_in_viewport()
        expect(watched.page.locator("#claim-7")).to_be_focused()

    def test_address_of_a_claim_opens_it(self, opened: Open) -> None:
        watched = opened(at="#claim-6")
        expect(watched.page.locator("#claim-6")).to_have_class("card f-violence here")


class TestKeyboard:
    def test_from_words_to_claim_and_back(self, opened: Open) -> None:
        watched = opened()
        word = watched.page.locator(".w", has_text="تدعم")
        word.focus()
        assert marked(watched, ".s.p-cue") == "تدعم"
        watched.page.keyboard.press("Enter")
        expect(watched.page.locator("#claim-3")).to_be_focused()
        watched.page.keyboard.press("Escape")
        expect(word).to_be_focused()

    def test_card_to_words_and_back(self, opened: Open) -> None:
        watched = opened()
        watched.page.locator("#claim-6 .back").press("Enter")
        assert "w" in active(watched).split()
        watched.page.keyboard.press("Escape")
        expect(watched.page.locator("#claim-6 .back")).to_be_focused()

    def test_first_stop_skips_to_the_claims(self, opened: Open) -> None:
        watched = opened()
        watched.page.keyboard.press("Tab")
        assert active(watched) == "skip"
        expect(watched.page.locator(".skip")).to_be_in_viewport(ratio=1)
        watched.page.keyboard.press("Enter")
        assert active(watched) == "claims"

    def test_every_stop_shows_where_it_is(self, opened: Open) -> None:
        watched = opened()
        outline = (
            "(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle + s.outlineWidth })()"
        )
        seen = set()
        for _ in range(60):
            watched.page.keyboard.press("Tab")
            assert watched.page.evaluate(outline) == "solid3px"
            seen.add(watched.page.evaluate("document.activeElement.tagName"))
        assert {"A", "BUTTON", "INPUT", "SELECT", "SUMMARY"} <= seen

    def test_order_is_that_of_reading(self, opened: Open) -> None:
        watched = opened()
        order = watched.page.evaluate(
            "[...document.querySelectorAll('h1, #report, #claims, #argument, #framing, #actors, #legend')].map(e => e.id)"
        )
        assert order == ["", "report", "claims", "argument", "framing", "actors", "legend"]


class TestFilters:
    def cards(self, watched: Watched) -> list[str]:
        return watched.page.evaluate(
            "[...document.querySelectorAll('.card:not([hidden])')].map(e => e.id.slice(6)).sort()"
        )

    def test_by_family(self, opened: Open) -> None:
        watched = opened()
        watched.page.locator(".chip.f-standing").click()
        assert self.cards(watched) == ["3", "4", "5"]
        expect(watched.page.locator("output")).to_have_text("3 من 7 إفادة")
        watched.page.locator(".chip.f-violence").click()
        assert self.cards(watched) == ["3", "4", "5", "6"]
        expect(watched.page.locator("#group-diplomacy")).to_be_hidden()
        watched.page.locator("[type=reset]").click()
        expect(watched.page.locator("output")).to_have_text("7 من 7 إفادة")

    @pytest.mark.parametrize(
        ("name", "value", "left"),
        [
            ("predicate", "backs", ["3", "4"]),
            ("actor", "2", ["1", "6"]),
            ("source", "own", ["1", "2", "7"]),
            ("source", "9", ["6"]),
            ("told", "asserted-not", ["5"]),
            ("told", "doubted", ["6"]),
        ],
    )
    def test_by_choice(self, opened: Open, name: str, value: str, left: list[str]) -> None:
        watched = opened()
        watched.page.locator(".more > summary").click()
        watched.page.locator(f"select[name={name}]").select_option(value)
        assert self.cards(watched) == left

    def test_by_text_whatever_the_spelling(self, opened: Open) -> None:
        watched = opened()
        watched.page.locator("input[name=text]").fill("مدينه النُّور")
        assert self.cards(watched) == ["1", "2", "6"], "names and quoted words"
        watched.page.locator("input[name=text]").fill("eastland recognise")
        assert self.cards(watched) == ["5"]
        watched.page.locator("input[name=text]").fill("nothing of the kind")
        expect(watched.page.locator(".none")).to_be_visible()

    def test_glance_filters(self, opened: Open) -> None:
        watched = opened()
        button = watched.page.locator(".glance [data-filter=source][data-value='4']")
        button.click()
        assert self.cards(watched) == ["3", "4", "5"]
        expect(button).to_have_attribute("aria-pressed", "true")
        button.click()
        assert len(self.cards(watched)) == 7

    def test_actor_shows_its_claims(self, opened: Open) -> None:
        watched = opened()
        watched.page.locator("#actor-5 [data-show]").click()
        expect(watched.page.locator("output")).to_have_text("3 من 7 إفادة")
        assert self.cards(watched) == ["3", "4", "5"]

    def test_order_of_the_text(self, opened: Open) -> None:
        watched = opened()
        watched.page.locator("select[name=order]").select_option("text")
        order = "[...document.querySelectorAll('.card')].map(e => e.id.slice(6)).join('')"
        assert watched.page.evaluate(order) == "1234567"
        watched.page.locator("select[name=order]").select_option("kind")
        assert watched.page.evaluate(order) == "3451267"

    def test_claim_out_of_the_list_is_still_told(self, opened: Open) -> None:
        watched = opened()
        watched.page.locator(".chip.f-standing").click()
        watched.page.locator(".w", has_text="زار").click()
        expect(watched.page.locator(".bar-here")).to_contain_text("أخفتها التصفية")
        expect(watched.page.locator(".bar-here")).to_contain_text("مدينة النور")


class TestLanguages:
    def test_switch(self, opened: Open) -> None:
        watched = opened()
        html = watched.page.locator("html")
        assert (html.get_attribute("lang"), html.get_attribute("dir")) == ("ar", "rtl")
        watched.page.locator(".w", has_text="تعترف").click()
        watched.page.locator("[data-language=en]").click()
        assert (html.get_attribute("lang"), html.get_attribute("dir")) == ("en", "ltr")
        expect(watched.page.locator("#claim-5 .verb")).to_have_text("does not recognise", use_inner_text=True)
        signs = watched.page.locator(".tag").all_text_contents()
        assert set(signs) == {"who", "not", "does not recognise", "whom", "says so"}
        assert (
            watched.page.locator("#claim-5 .verb abbr").get_attribute("title")
            == "recognises a body or a state formally"
        )
        assert watched.page.locator("select[name=order] option").first.text_content() == "By kind"
        assert watched.page.locator(".text").evaluate("e => getComputedStyle(e).direction") == "rtl"

    @pytest.mark.parametrize(("locale", "lang"), [("en-GB", "en"), ("ar-EG", "ar"), ("fr-FR", "ar")])
    def test_first_language_is_the_browsers(self, opened: Open, locale: str, lang: str) -> None:
        assert opened(locale=locale).page.locator("html").get_attribute("lang") == lang

    def test_choice_is_remembered(self, opened: Open) -> None:
        watched = opened()
        watched.page.locator("[data-language=en]").click()
        watched.page.reload()
        assert watched.page.locator("html").get_attribute("lang") == "en"

    def test_no_word_of_the_other_language(self, opened: Open) -> None:
        watched = opened(locale="en")
        visible = watched.page.locator("#legend").inner_text()
        assert "recognises a body" in visible
        assert "يعترف بهيئة" not in visible


class TestLayout:
    @pytest.mark.parametrize("locale", ["ar", "en"])
    @pytest.mark.parametrize("width", [360, 800, 1400])
    def test_nothing_sticks_out(self, opened: Open, locale: str, width: int) -> None:
        watched = opened(locale=locale, viewport={"width": width, "height": 800})
        sizes = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        watched.page.evaluate("document.querySelectorAll('details').forEach(d => (d.open = true))")
        wanted, there = watched.page.evaluate(sizes)
        assert wanted <= there
        watched.page.locator(".w", has_text="تدعم").click()
        wanted, there = watched.page.evaluate(sizes)
        assert wanted <= there

    def test_report_stands_beside_the_claims_or_above_them(self, opened: Open) -> None:
        watched = opened()
        report, claims = (watched.page.locator(name).bounding_box() for name in ("#report", "#claims"))
        assert report is not None
        assert claims is not None
        assert claims["x"] + claims["width"] <= report["x"], "from right to left: the report first"
        watched.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        report, claims = (watched.page.locator(name).bounding_box() for name in ("#report", "#claims"))
        assert report is not None
        assert claims is not None
        assert report["y"] + report["height"] <= claims["y"]

    def test_on_a_phone_the_claim_comes_to_the_words(self, opened: Open) -> None:
        watched = opened(viewport=PHONE, has_touch=True)
        word = watched.page.locator(".w", has_text="زار")
        word.tap()
        expect(word).to_be_in_viewport()
        expect(watched.page.locator(".bar-here")).to_contain_text("مدينة النور")
        watched.page.locator("[data-do=open]").tap()
        expect(watched.page.locator("#claim-1")).to_be_in_viewport()
        watched.page.locator("[data-do=words]").tap()
        expect(word).to_be_in_viewport()

    def test_letters_stay_joined(self, opened: Open) -> None:
        """«بالعصابة» is cut into a particle and a loaded word: it must be as wide as it is in one piece."""
        watched = opened()
        widths = watched.page.locator(".w", has_text="بالعصابة").evaluate(
            """word => {
                const whole = document.createElement("span");
                whole.textContent = word.textContent;
                word.after(whole);
                const widths = [word, whole].map(e => e.getBoundingClientRect().width);
                whole.remove();
                return [...widths, word.querySelectorAll(".s").length];
            }"""
        )
        assert widths[2] > 1
        assert abs(widths[0] - widths[1]) < 0.6

    def test_without_scripts_the_page_still_reads(self, opened: Open) -> None:
        watched = opened(java_script_enabled=False)
        expect(watched.page.locator(".card")).to_have_count(7)
        expect(watched.page.locator("#claim-7")).to_be_visible()
        expect(watched.page.locator(".filters")).to_be_hidden()
        expect(watched.page.locator(".languages")).to_be_hidden()
        watched.page.locator(".w", has_text="زار").click()
        expect(watched.page.locator("#claim-1")).to_be_in_viewport()

    def test_paper(self, opened: Open) -> None:
        watched = opened(color_scheme="dark")
        watched.page.emulate_media(media="print")
        watched.page.set_viewport_size({"width": 690, "height": 1000})
        for name in (".filters", ".languages", ".top nav", ".why"):
            expect(watched.page.locator(name).first).to_be_hidden()
        expect(watched.page.locator(".nums").first).to_be_visible()
        assert watched.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= 690
        pdf = watched.page.pdf(prefer_css_page_size=True)
        assert 2 <= pdf.count(b"/Type /Page\n") <= 8


class TestAccess:
    @pytest.mark.parametrize("locale", ["ar", "en"])
    def test_no_serious_fault(self, opened: Open, locale: str) -> None:
        watched = opened(locale=locale)
        watched.page.evaluate(AXE)
        watched.page.evaluate("document.querySelectorAll('details').forEach(d => (d.open = true))")
        for viewport in (WIDE, PHONE):
            watched.page.set_viewport_size(viewport)  # type: ignore[arg-type]
            for scheme in ("light", "dark"):
                watched.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                watched.page.locator(".w", has_text="تدعم").click()
                found = watched.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
                faults = [
                    f"{v['id']}: {v['help']}: {node['target']} {node['failureSummary']}"
                    for v in found["violations"]
                    if v["impact"] in ("serious", "critical")
                    for node in v["nodes"]
                ]
                assert faults == [], (viewport, scheme)
                watched.page.keyboard.press("Escape")


class TestHostile:
    def test_report_full_of_markup_does_nothing(self, opened: Open) -> None:
        watched = opened(*pages.filled(pages.HOSTILE))
        watched.page.evaluate("document.querySelectorAll('details').forEach(d => (d.open = true))")
        for selector in (".w >> nth=0", "#claim-3 .back", "#claim-1 .who a", "[data-language=en]", ".chip >> nth=0"):
            watched.page.locator(selector).first.click()
        watched.page.locator("input[name=text]").fill("<script>")
        assert "hit" not in watched.page.title().split("·")[1]
        assert (
            watched.page.evaluate("document.querySelectorAll('img, iframe, script, style, object, embed').length") == 3
        )
        assert watched.page.evaluate("getComputedStyle(document.body).color") != "rgb(255, 0, 0)"
        assert not watched.page.evaluate(
            "/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.documentElement.textContent)"
        )

    def test_policy_holds_whatever_gets_in(self, opened: Open) -> None:
        watched = opened()
        add = "(() => { const s = document.createElement('script'); s.textContent = 'window.hit = 1'; document.body.append(s) })()"
        with pytest.raises(Error, match="TrustedScript"):
            watched.page.evaluate(add)
        with pytest.raises(Error, match="TrustedHTML"):
            watched.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.hit=1>')")
        with socket.create_server(("127.0.0.1", 0)) as server:
            address = f"http://127.0.0.1:{server.getsockname()[1]}/"
            image = "u => { const i = document.createElement('img'); i.src = u; document.body.append(i) }"
            watched.page.evaluate(image, address)
            with pytest.raises(Error, match="Failed to fetch"):
                watched.page.evaluate("u => fetch(u)", address)
            watched.page.wait_for_timeout(200)
            server.settimeout(0)
            with pytest.raises(BlockingIOError):
                server.accept()
        assert watched.page.evaluate("window.hit") is None
        assert any("Content Security Policy" in note for note in watched.noted)
        watched.noted[:] = [f"request: {watched.url}"]  # what the browser says of the attempts

    def test_names_do_not_turn_their_surroundings(self, opened: Open) -> None:
        """A Latin name between Arabic ones, and a mark that turns text, leave who and whom on their sides."""
        reading = pages.whole()
        reading.entities[0].name, reading.entities[1].name = "ABC (1", "\u202eمدينة"
        watched = opened(reading)
        who, verb, whom = (
            watched.page.locator(f"#claim-1 h4 {name}").bounding_box() for name in (".who", ".verb", ".whom")
        )
        assert who is not None
        assert verb is not None
        assert whom is not None
        assert who["x"] > verb["x"] > whom["x"]
