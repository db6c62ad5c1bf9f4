"""Standard input as a live feed."""

import asyncio
import gzip
import os

import pytest

from marsad.sources import SourceError, open_source

LINE = b"!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n"


def test_each_piece_is_heard_when_it_comes_and_the_end_ends_it(listen):
    async def scene():
        theirs, ours = os.pipe()[::-1]
        listener = listen("-")
        listener.source.descriptor = ours
        async with listener:
            os.write(theirs, LINE)
            await listener.until(lambda: listener.data == LINE)
            assert listener.health.state == "connected"
            os.write(theirs, LINE[:10])
            await listener.until(lambda: listener.data == LINE + LINE[:10])
            os.close(theirs)
            await listener.until(lambda: listener.health.state == "ended")
        os.close(ours)

    asyncio.run(scene())


def test_a_redirected_file_is_read_to_its_end(listen, tmp_path):
    (tmp_path / "in").write_bytes(LINE * 10_000)

    async def scene(file):
        listener = listen("-")
        listener.source.descriptor = file.fileno()
        async with listener:
            await listener.until(lambda: listener.health.state == "ended")
            assert listener.data == LINE * 10_000

    with open(tmp_path / "in", "rb") as file:
        asyncio.run(scene(file))


def test_a_compressed_feed_is_refused_with_what_to_do(tmp_path):
    (tmp_path / "in").write_bytes(gzip.compress(LINE))
    source = open_source("-", None, lambda: 0)

    async def sink(*_):
        pytest.fail("nothing should be heard")

    with open(tmp_path / "in", "rb") as file:
        source.descriptor = file.fileno()
        with pytest.raises(SourceError, match="Standard input is gzip: unpack it on the way"):
            asyncio.run(source.run(sink))
    assert source.health.state == "failed"


def test_a_closed_standard_input_is_told():
    source = open_source("-", None, lambda: 0)
    ours, theirs = os.pipe()
    os.close(theirs)
    os.close(ours)
    source.descriptor = ours

    async def sink(*_):
        pytest.fail("nothing should be heard")

    with pytest.raises(SourceError, match="Standard input cannot be read"):
        asyncio.run(source.run(sink))
