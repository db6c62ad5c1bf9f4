"""`marsad warnings` on the archive of NAVTEX, and one sentence for what cannot be."""

import json

import pytest

from marsad.cli import main

TEXT = """ZCZC SA67
121430 UTC JUL 15
NAV. WARN. NO. 516
DRIFTING YELLOW MEASURING BUOY
IN POSITION 53-57 N 006-30 E
CANCEL THIS MESSAGE 130230 UTC JUL 15.
NNNN
"""


def test_every_message_of_the_archive_is_a_row(corpora, capfd):
    archive = corpora / "broadcasts" / "navtex-2013_2018.jsonl.gz"
    assert main(["warnings", str(archive)]) == 0
    told = capfd.readouterr()
    rows = [json.loads(line) for line in told.out.splitlines()]
    assert len(rows) == 49_825
    assert "49,825 broadcasts, 49,825 shown" in told.err
    assert all(row["subject"] and row["text"] for row in rows)


def test_text_is_read_and_what_is_in_force_is_told(tmp_path, capfd):
    file = tmp_path / "received.txt"
    file.write_text(TEXT + "noise\n" + TEXT.replace("516", "517"))
    assert main(["warnings", str(file), "--at", "2015-07-12T15:00Z"]) == 0
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [(row["number"], row["subject"], row["lat_deg"], row["t_until"]) for row in rows] == [
        (number, "drifting", [53.95], "2015-07-13T02:30:00Z") for number in ("516", "517")
    ]
    assert main(["warnings", str(file), "--at", "2015-07-14"]) == 0
    assert capfd.readouterr().out == ""
    assert main(["warnings", str(file), "--gnss"]) == 0
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ([], 2, "no file was given"),
        (["none.txt"], 1, "none.txt"),
        (["text.txt", "--subject", "ufo"], 2, "no subject"),
        (["text.txt", "--at", "soon"], 2, "no instant"),
        (["ships.nmea"], 1, "holds no safety broadcast"),
    ],
)
def test_what_is_wrong_is_one_sentence(tmp_path, monkeypatch, capfd, words, code, said):
    (tmp_path / "text.txt").write_text(TEXT)
    (tmp_path / "ships.nmea").write_text("!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n")
    monkeypatch.chdir(tmp_path)
    assert main(["warnings", *words]) == code
    told = capfd.readouterr().err
    assert said in told
    assert len(told.splitlines()) == 1
