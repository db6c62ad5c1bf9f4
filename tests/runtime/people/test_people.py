"""Who may enter: accounts that last, sessions that end, attempts that slow down, links that work once."""

from __future__ import annotations

import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.runtime.people.accounts import AccountRefusal, Accounts
from marsad.runtime.people.attempts import FREE, LONGEST_S, Attempts
from marsad.runtime.people.door import CONSOLE, GUEST, Door, TooSoon, UsedUp, WrongPassword, token_file
from marsad.runtime.people.links import Links
from marsad.runtime.people.password import hashed, is_right
from marsad.runtime.people.person import name_of, shown_of
from marsad.runtime.people.role import ROLES, may
from marsad.runtime.people.sessions import HOUR_US, MOST_EACH, Sessions
from marsad.schema.refusal import Refusal
from marsad.store.journal.journal import Journal

T0 = 1_700_000_000_000_000
PASSWORD = "three green buoys"


class Hand:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = T0

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock():
    return Hand()


@pytest.fixture
def journal(tmp_path, clock):
    made = Journal.open(f"sqlite:///{tmp_path}/journal.db", clock)
    yield made
    made.close()


def test_each_role_may_what_those_before_it_may_and_an_unknown_one_nothing():
    for at, role in enumerate(ROLES):
        assert [may(role, needed) for needed in ROLES] == [n <= at for n in range(len(ROLES))]
    assert not may("captain", "viewer")
    assert not may("administrator", "captain")


def test_a_password_is_kept_as_argon2id_and_told_from_others():
    kept = hashed(PASSWORD, "layla")
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept
    assert is_right(kept, PASSWORD)
    assert not is_right(kept, PASSWORD + " ")
    assert not is_right(None, PASSWORD)
    assert not is_right(kept, "x" * 100_000)
    assert not is_right("no hash", PASSWORD)


@pytest.mark.parametrize("easy", ["short", "x" * 20, "layla and more", "password1234", "1234567890123", "y" * 300])
def test_a_password_that_is_easily_guessed_is_refused(easy):
    with pytest.raises(Refusal):
        hashed(easy, "layla")


@given(st.text(max_size=60))
def test_a_name_has_one_spelling_or_is_refused(told):
    try:
        name = name_of(told)
    except Refusal:
        return
    assert name_of(name) == name
    assert name.isprintable()
    assert name == name.casefold()


def test_names_of_both_languages_and_none_that_steer_the_text():
    assert name_of(" Layla.K ") == "layla.k"
    assert name_of("ليلى") == "ليلى"
    assert shown_of(" ضابط المناوبة ليلى ") == "ضابط المناوبة ليلى"
    for hostile in ("a\u202eb", "a\nb", "<b>", "../x", "", " ", "-a"):
        with pytest.raises(Refusal):
            name_of(hostile)
    with pytest.raises(Refusal):
        shown_of("a\u2066b")


def test_accounts_outlive_a_restart_and_no_password_is_in_the_chain(journal):
    accounts = Accounts(journal)
    assert not accounts.has_administrator()
    accounts.first("Layla", "Layla K.", PASSWORD)
    accounts.add("omar", "operator", "layla")
    accounts.set_password("omar", PASSWORD + "!", "omar")
    accounts.change("omar", "layla", role="supervisor", shown="Omar")
    again = Accounts(journal)
    assert [(one.name, one.role, one.shown) for one in again.all()] == [
        ("layla", "administrator", "Layla K."), ("omar", "supervisor", "Omar"),
    ]  # fmt: skip
    assert again.check("LAYLA", PASSWORD) == again.find("layla")
    assert again.check("omar", PASSWORD) is None
    assert again.check("nobody", PASSWORD) is None
    assert all("argon2" not in str(record.body) for record in journal.records())
    assert [(r.author, r.body["what"]) for r in journal.records("person")] == [
        ("layla", "added"), ("layla", "added"), ("omar", "password"), ("layla", "changed"),
    ]  # fmt: skip
    assert journal.verify().fault is None


def test_somebody_is_always_administrator_and_names_are_taken_once(journal):
    accounts = Accounts(journal)
    accounts.first("layla", "", PASSWORD)
    with pytest.raises(AccountRefusal, match="Somebody must be administrator"):
        accounts.change("layla", "layla", role="operator")
    with pytest.raises(AccountRefusal, match="Somebody must be administrator"):
        accounts.change("layla", "layla", active=False)
    with pytest.raises(AccountRefusal, match="already"):
        accounts.add("LAYLA", "viewer", "layla")
    with pytest.raises(AccountRefusal, match="has an administrator"):
        accounts.first("mallory", "", PASSWORD)
    with pytest.raises(AccountRefusal, match="no person"):
        accounts.change("omar", "layla", role="viewer")
    accounts.add("omar", "administrator", "layla")
    accounts.change("layla", "omar", active=False)
    assert accounts.check("layla", PASSWORD) is None


def test_a_session_ends_when_idle_when_old_when_told_and_outlives_a_restart(journal, clock):
    sessions = Sessions(clock, journal, idle_h=1, absolute_h=3)
    token = sessions.begin("layla", "127.0.0.1")
    assert token not in str(journal.aside("session"))
    clock.now += HOUR_US // 2
    found = Sessions(clock, journal, idle_h=1, absolute_h=3).find(token)
    assert found is not None
    assert (found.name, found.place) == ("layla", "127.0.0.1")
    for _ in range(4):
        assert sessions.find(token) is not None
        clock.now += HOUR_US // 2
    assert sessions.is_open(found.key)
    clock.now += HOUR_US // 2 + 1
    assert not sessions.is_open(found.key)
    assert sessions.find(token) is None
    idle = sessions.begin("layla", "")
    clock.now += HOUR_US
    assert sessions.find(idle) is None
    assert journal.aside("session") == {}
    mine, other = sessions.begin("layla", ""), sessions.begin("omar", "")
    sessions.end_all("layla")
    assert sessions.find(mine) is None
    assert sessions.find(other) is not None
    assert sessions.find("made up") is None


def test_one_person_has_a_bounded_number_of_sessions(clock):
    sessions = Sessions(clock)
    tokens = []
    for _ in range(MOST_EACH + 3):
        clock.now += 1_000_000
        tokens.append(sessions.begin("layla", ""))
    assert [sessions.find(token) is not None for token in tokens] == [False] * 3 + [True] * MOST_EACH


def test_attempts_slow_down_for_who_guesses_and_less_for_others(clock):
    attempts = Attempts(clock)
    waits = []
    for _ in range(FREE + 12):
        waits.append(attempts.wait_s("layla", "10.0.0.1"))
        attempts.was_wrong("layla", "10.0.0.1")
    assert waits[:FREE] == [0.0] * FREE
    assert waits[FREE:] == sorted(waits[FREE:])
    assert max(waits) == LONGEST_S
    assert attempts.wait_s("layla", "10.0.0.2") == 0.0
    assert attempts.wait_s("omar", "10.0.0.1") == 0.0
    clock.now += 900_000_000
    assert attempts.wait_s("layla", "10.0.0.1") == 0.0


def test_many_addresses_together_cannot_guess_one_name_quickly(clock):
    attempts = Attempts(clock)
    for n in range(4 * FREE + 3):
        attempts.was_wrong("layla", f"10.0.0.{n}")
    assert attempts.wait_s("layla", "10.0.1.1") > 0


def test_a_link_works_once_in_its_time(clock):
    links = Links(clock)
    first = links.give("password", "omar", hours=1)
    second = links.give("password", "omar", hours=1)
    assert links.use(first, "password") is None
    assert links.use(second, "setup") is None
    found = links.use(second, "password")
    assert found is not None
    assert found.name == "omar"
    assert links.use(second, "password") is None
    late = links.give("setup", hours=1)
    clock.now += HOUR_US
    assert links.look(late) is None
    shared = links.give("enter", "guest", hours=None, again=True)
    assert links.use(shared, "enter") == links.use(shared, "enter") != None  # noqa: E711


def test_the_first_start_makes_one_administrator_by_the_printed_link_alone(journal, clock):
    door = Door(clock, journal)
    link = door.first_link()
    assert link.startswith("#setup=")
    token = link.partition("=")[2]
    with pytest.raises(UsedUp):
        door.set_up("guessed", "mallory", "", PASSWORD, "10.0.0.9")
    with pytest.raises(Refusal, match="10 to 256"):
        door.set_up(token, "layla", "", "short", "127.0.0.1")
    inside = door.who(door.set_up(token, "layla", "Layla", PASSWORD, "127.0.0.1"), None)
    assert inside is not None
    assert (inside.person.name, inside.person.role) == ("layla", "administrator")
    with pytest.raises(UsedUp):
        door.set_up(token, "mallory", "", PASSWORD, "127.0.0.1")
    assert door.first_link() == ""


def test_who_signs_in_is_inside_until_their_role_or_password_changes(journal, clock):
    door = Door(clock, journal)
    assert door.accounts is not None
    door.accounts.first("layla", "", PASSWORD)
    door.accounts.add("omar", "operator", "layla")
    cookie = door.choose_password(door.links.give("password", "omar"), PASSWORD, "10.0.0.2")
    inside = door.who(cookie, None)
    assert inside is not None
    assert inside.person.name == "omar"
    door.accounts.change("omar", "layla", role="viewer")
    assert door.who(cookie, None) is None
    cookie = door.sign_in(" Omar", PASSWORD, "10.0.0.2")
    again = door.who(cookie, None)
    assert again is not None
    assert again.session is not None
    door.sign_out(again.session)
    assert door.who(cookie, None) is None
    assert [record.body["what"] for record in journal.records("session")] == ["in", "in", "out"]


def test_wrong_passwords_are_recorded_and_make_one_wait(journal, clock):
    door = Door(clock, journal)
    assert door.accounts is not None
    door.accounts.first("layla", "", PASSWORD)
    for _ in range(FREE):
        with pytest.raises(WrongPassword, match="Name or password"):
            door.sign_in("layla", "not this one", "10.0.0.9")
    with pytest.raises(TooSoon):
        door.sign_in("layla", PASSWORD, "10.0.0.9")
    assert door.who(door.sign_in("layla", PASSWORD, "127.0.0.1"), None) is not None
    assert [r.body["what"] for r in journal.records("session")] == ["refused"] * FREE + ["in"]


def test_a_room_that_keeps_nothing_is_entered_by_its_link(clock):
    door = Door(clock)
    token = door.first_link().partition("#enter=")[2]
    inside = door.who(door.enter(token, ""), None)
    assert inside is not None
    assert inside.person == GUEST
    with pytest.raises(UsedUp):
        door.enter("guessed", "")
    with pytest.raises(WrongPassword):
        door.sign_in("guest", PASSWORD, "")


def test_the_key_of_the_command_line_can_be_read_by_its_owner_alone_and_goes_with_the_room(tmp_path, clock):
    door = Door(clock)
    with door.for_console(tmp_path, 8700):
        file = token_file(tmp_path, 8700)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        inside = door.who(None, file.read_text())
        assert inside is not None
        assert inside.person is CONSOLE
        assert door.who(None, "guessed") is None
        assert door.who(file.read_text(), None) is None
    assert not file.exists()
