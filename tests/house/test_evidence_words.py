"""Every number that a detector says it tells as evidence has a name on the page, in both languages."""

from __future__ import annotations

import ast
import re


def test_the_page_names_all_evidence_of_all_detectors(root):
    words = (root / "web" / "src" / "i18n" / "evidence.ts").read_text()
    named = dict(re.findall(r"^  ([a-z_0-9]+): \[(.+)\],$", words, re.MULTILINE))
    assert len(named) > 90
    assert all(re.search("[\u0600-\u06ff]", both) and re.search("[a-z]", both) for both in named.values())
    told: dict[str, str] = {}
    for file in sorted((root / "src" / "marsad" / "detectors").glob("*.py")):
        document = ast.get_docstring(ast.parse(file.read_text())) or ""
        _, found, evidence = document.partition("Evidence")
        if found:
            told |= dict.fromkeys(re.findall(r"`([a-z][a-z_0-9]+)`", evidence), file.name)
    assert {name: file for name, file in told.items() if name not in named} == {}
