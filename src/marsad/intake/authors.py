"""What office files and PDFs say of themselves, as far as a person wrote it and no program did."""

from __future__ import annotations

import re

# What programs and those who set them up leave as title or author.
_TITLE = re.compile(
    r"""
    ^(?: \(?(?:anonymous|unspecified|none|null)\)?
       | microsoft\ (?:word|powerpoint|excel)\b.*   # "Microsoft Word - report.doc"
       | (?:untitled|document|presentation|مستند|عرض)\s?\d*
       | (?:powerpoint|pdf|word)\s(?:presentation|document)
       | عرض\ تقديمي.* | بلا\ عنوان
       | .*\.(?:docx?|pdf|rtf|odt|html?|indd|qxd|txt|xlsx?|pptx?)
       | [a-z]+:\S*                                  # about:blank, https://example.org/a
       | [\d\W_]*
      )$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"""
    ^(?: (?:windows|microsoft\ office|office|ms)?\s?(?:user|admin|administrator|owner|guest)\d*
       | python-docx | (?:un)?known | \(?(?:anonymous|unspecified|none|null)\)?
       | author | pc | hp | dell | lenovo | acer | toshiba | asus | home | test
       | مستخدم.* | المستخدم.*
       | [\d\W_]*
      )$
    """,
    re.VERBOSE | re.IGNORECASE,
)


def heading(title: str | None) -> str | None:
    """A title that a person wrote; None for the name of a program or file."""
    title = " ".join((title or "").split())
    return None if _TITLE.match(title) else title


def author(name: str | None) -> str | None:
    """An author who is a person or a body; None for the name of a machine or of its user."""
    name = " ".join((name or "").split())
    return None if _AUTHOR.match(name) else name
