"""The journal appends, reads back, chains, and tells what was changed."""

import json
import threading

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.store.journal.database import engine_of
from marsad.store.journal.journal import Journal
from marsad.store.journal.record import FIRST_PREVIOUS, spelled
from marsad.store.store_error import StoreError


def test_what_is_appended_is_read_back_in_order(journal, address, clock):
    first = journal.append("alert", "room", {"id": "a", "مركب": "سفينة", "n": 1.5, "list": [None, True, {"x": -0.0}]})
    more = journal.append_all([("action", "Layla", {"of": "a"}), ("alert", "room", {"id": "b"})])
    assert [record.seq for record in (first, *more)] == [1, 2, 3]
    assert first.previous == FIRST_PREVIOUS
    assert more[1].previous == more[0].hash
    assert list(journal.records()) == [first, *more]
    assert list(journal.records("alert", after=1)) == [more[1]]
    journal.close()
    again = Journal.open(address, clock)
    assert list(again.records()) == [first, *more]
    assert again.append("alert", "room", {}).previous == more[1].hash
    assert again.verify().fault is None
    again.close()


def test_a_record_that_cannot_be_kept_leaves_no_trace(journal):
    with pytest.raises(StoreError, match="no number"):
        journal.append_all([("a", "room", {}), ("b", "room", {"x": float("nan")})])
    assert journal.head() == (0, FIRST_PREVIOUS)
    assert journal.append("a", "room", {}).seq == 1


def test_only_one_writes(journal, address, clock):
    with pytest.raises(StoreError, match="Another Marsad"):
        Journal.open(address, clock)
    journal.append("a", "room", {})
    reader = Journal.read_only(address)
    journal.append("b", "room", {})
    assert [record.kind for record in reader.records()] == ["a", "b"]
    with pytest.raises(StoreError, match="for reading"):
        reader.append("c", "room", {})
    reader.close()


def test_threads_take_turns(journal):
    def write(name):
        for n in range(20):
            journal.append("a", name, {"n": n})

    threads = [threading.Thread(target=write, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert journal.verify().seq == 80
    assert journal.verify().fault is None


@pytest.mark.parametrize("statement", ["UPDATE journal_record SET author = 'x'", "DELETE FROM journal_record"])
def test_the_database_itself_refuses_to_change_a_record(journal, address, statement):
    journal.append("a", "room", {})
    journal.close()
    with pytest.raises(sa.exc.DBAPIError, match="only appended"), engine_of(address, writes=True).begin() as connection:
        connection.exec_driver_sql(statement)


CHANGES = {
    "edit": ("UPDATE journal_record SET body = '{\"n\":7}' WHERE seq = 3", 2, "record 3 was changed"),
    "author": ("UPDATE journal_record SET author = 'x' WHERE seq = 3", 2, "record 3 was changed"),
    "time": ("UPDATE journal_record SET t = t + 1 WHERE seq = 3", 2, "record 3 was changed"),
    "delete": ("DELETE FROM journal_record WHERE seq = 3", 2, "record 3 is missing"),
    "swap": ("UPDATE journal_record SET seq = CASE seq WHEN 3 THEN 1000 ELSE seq END", 2, "record 3 is missing"),
    "truncate": ("DELETE FROM journal_record WHERE seq > 3", 3, "ends before record 5"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_behind_its_back_is_found(address, clock, change):
    journal = Journal.open(address, clock)
    for n in range(5):
        journal.append("a", "room", {"n": n})
    seq, head = journal.head()
    assert journal.verify(seq, head).fault is None
    journal.close()
    statement, good, fault = CHANGES[change]
    with engine_of(address, writes=True).begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER journal_no_update")
            connection.exec_driver_sql("DROP TRIGGER journal_no_delete")
        else:
            connection.exec_driver_sql("DROP TRIGGER journal_no_change ON journal_record")
        connection.exec_driver_sql(statement)
    reader = Journal.read_only(address)
    verdict = reader.verify(seq, head)
    assert (verdict.seq, verdict.fault is not None and fault in verdict.fault) == (good, True)
    reader.close()


def test_a_chain_that_was_made_anew_does_not_fit_a_head_that_was_noted(address, clock, tmp_path):
    journal = Journal.open(address, clock)
    noted = journal.append("a", "room", {"n": 1})
    journal.append("a", "room", {"n": 2})
    journal.close()
    other = Journal.open(f"sqlite:///{tmp_path}/other.db", clock)
    other.append("a", "room", {"n": 7})
    assert other.verify().fault is None
    assert "not the one" in other.verify(noted.seq, noted.hash).fault
    other.close()


def test_a_newer_schema_is_refused(address, clock):
    Journal.open(address, clock).close()
    with engine_of(address, writes=True).begin() as connection:
        connection.exec_driver_sql("UPDATE journal_about SET value = '99'")
    with pytest.raises(StoreError, match="newer than this Marsad"):
        Journal.open(address, clock)


@pytest.mark.parametrize(
    ("url", "told"), [("mysql://x/y", "not in mysql"), ("nonsense", "no address"), ("sqlite://", "needs a file")]
)
def test_an_address_that_is_none_is_refused(url, told, clock):
    with pytest.raises(StoreError, match=told):
        Journal.open(url, clock)


def test_a_folder_that_cannot_be_written_is_told(tmp_path, clock):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be opened"):
        Journal.open(f"sqlite:///{tmp_path}/file/journal.db", clock)
    (tmp_path / "broken.db").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match="cannot be opened"):
        Journal.open(f"sqlite:///{tmp_path}/broken.db", clock)


# The numbers of appendix B of RFC 8785.
NUMBERS = {
    "0000000000000001": "5e-324", "8000000000000001": "-5e-324", "7fefffffffffffff": "1.7976931348623157e+308",
    "4340000000000000": "9007199254740992", "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22", "44b52d02c7e14af6": "1e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef50": "1e+21", "3eb0c6f7a0b5ed8c": "9.999999999999997e-7", "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332", "becbf647612f3696": "-0.0000033333333333333333", "8000000000000000": "0",
    "43143ff3c1cb0959": "1424953923781206.2",
}  # fmt: skip


@pytest.mark.parametrize("bits", NUMBERS)
def test_numbers_are_spelled_as_rfc_8785_says(bits):
    import struct

    assert spelled(struct.unpack(">d", bytes.fromhex(bits))[0]) == NUMBERS[bits]


def test_names_are_sorted_by_utf_16_and_text_is_escaped_as_rfc_8785_says():
    # The example of its section 3.2.3.
    names = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7}
    assert list(json.loads(spelled(names)).values()) == [2, 4, 6, 7, 1, 5, 3]
    assert spelled({"a": '€$\x0f\nA\'B"\\\\"/'}) == '{"a":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 53), 1 << 53) | st.floats(-1e15, 1e15)
    | st.text(st.characters(exclude_categories=("Cs",))),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(st.characters(exclude_categories=("Cs",))), inner, max_size=4),
)  # fmt: skip


@given(VALUES)
@settings(max_examples=500, deadline=None)
def test_what_was_spelled_reads_back_and_is_spelled_alike_again(value):
    assert json.loads(spelled(value)) == value
    assert spelled(json.loads(spelled(value))) == spelled(value)
