"""The queue of what waits to be decoded: nothing lost, each feed in its order, nobody starved."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marsad.runtime.feed_queue import FeedQueue

PUTS = st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 50)), max_size=60)


@given(PUTS, st.lists(st.integers(1, 200), max_size=30))
def test_every_chunk_comes_out_once_and_in_the_order_of_its_feed(puts, sizes):
    queue = FeedQueue()
    came: list[tuple[str, bytes, int]] = []
    for number, (source, size) in enumerate(puts):
        queue.put(source, bytes(size), number)
        if sizes and number % 7 == 6:
            came += queue.take(sizes.pop())
    while queue:
        oldest = queue.oldest_us()
        turn = queue.take(40)
        assert turn
        assert oldest is not None
        came += turn
    assert queue.total == 0
    assert queue.oldest_us() is None
    assert all(queue.of(source) == 0 for source in "abc")
    assert sorted(t for _, _, t in came) == list(range(len(puts)))
    for source in "abc":
        assert [t for name, _, t in came if name == source] == [n for n, put in enumerate(puts) if put[0] == source]


@given(st.integers(1, 500), st.integers(1, 30))
def test_a_chunk_of_a_quiet_feed_is_served_within_two_turns(waiting, size):
    queue = FeedQueue()
    for number in range(waiting):
        queue.put("busy", b"x" * 10, number)
    queue.take(size)
    queue.put("quiet", b"x", 1000)
    assert any(source == "quiet" for turn in (queue.take(size), queue.take(10)) for source, _, _ in turn)


@given(PUTS, st.integers(1, 100))
def test_who_has_less_than_a_share_is_never_held_up(puts, most):
    queue = FeedQueue()
    for number, (source, size) in enumerate(puts):
        queue.put(source, bytes(size), number)
    held = [source for source in "abc" if queue.is_full(source, most)]
    assert not held or queue.total > most
    assert all(queue.of(source) > most // 4 for source in held)
    if queue.total > most:  # the one with most is: the queue stays bounded
        assert max("abc", key=queue.of) in held
