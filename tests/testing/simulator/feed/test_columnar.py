"""The columnar encoder against independent decoding, and against reading the same bit table back."""

from __future__ import annotations

import numpy as np
import pyais
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.decode.ais.encode import encode_message
from marsad.decode.ais.messages import MESSAGE_OF
from marsad.testing.simulator.feed.columnar import Payload, payload
from marsad.testing.simulator.feed.lines import Lines, merge, sentences, tag_block

SIX_BIT = st.text(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_ !\"#$%&'()*+,-./0123456789:;<=>?"), max_size=20)


def bits_of(data: Payload) -> np.ndarray:
    """Messages x bits."""
    return np.unpackbits(data.sixes.T[:, :, None], axis=2)[:, :, 2:].reshape(data.sixes.shape[1], -1)


def decoded(data: Payload):
    lines = merge([Lines(np.zeros(1, np.int64), sentences(data, b"A", 3))])
    return pyais.decode(*lines.split())


@given(
    st.integers(0, 2**30 - 1), st.floats(-180, 180), st.floats(-90, 90), st.floats(0, 102.2), st.floats(0, 359.9),
    st.integers(0, 359), st.integers(0, 2**19 - 1),
)  # fmt: skip
def test_position_reports(mmsi, lon, lat, sog, cog, heading, radio):
    fields = {"mmsi": mmsi, "lon_deg": lon, "lat_deg": lat, "sog_kn": sog, "cog_deg": cog, "heading_deg": heading}
    for number in (1, 2, 3, 18):
        told = decoded(payload(MESSAGE_OF[number], number, 168, fields | {"radio": radio, "second": 17}, 1))
        assert (told.msg_type, told.mmsi, told.second, told.heading) == (number, mmsi, 17, heading)
        assert told.lon == pytest.approx(lon, abs=1.4e-6)
        assert told.lat == pytest.approx(lat, abs=1.4e-6)
        assert told.speed == pytest.approx(sog, abs=0.0501)
        assert told.course == pytest.approx(cog, abs=0.0501)
        assert told.radio == radio


@given(SIX_BIT, SIX_BIT, st.integers(0, 511), st.integers(0, 63), st.floats(0.1, 25.5))
def test_papers(name, destination, bow, port, draught):
    fields = {"mmsi": 211_000_001, "name": name, "destination": destination, "to_bow_m": bow, "to_port_m": port}
    told = decoded(payload(MESSAGE_OF[5], 5, 424, fields | {"draught_m": draught, "dte_ready": True}, 1))
    assert told.shipname == name.strip()
    assert told.destination == destination.strip()  # pyais drops leading spaces too
    assert (told.to_bow, told.to_port, told.month, told.hour, told.imo, told.dte) == (bow, port, 0, 24, 0, 0)
    assert told.draught == pytest.approx(draught, abs=0.0501)


def test_what_is_not_given_is_not_available():
    told = decoded(payload(MESSAGE_OF[1], 1, 168, {"mmsi": 1, "sog_kn": np.nan}, 1))
    assert (told.lon, told.lat, told.course, told.heading, told.speed) == (181, 91, 360, 511, 102.3)


def test_a_batch_is_its_messages_one_by_one():
    rng = np.random.Generator(np.random.Philox(3))
    fields = {
        "mmsi": rng.integers(0, 2**30, 50), "lon_deg": rng.uniform(-180, 180, 50),
        "rot_raw": rng.integers(-127, 128, 50),
        "status": rng.integers(0, 16, 50), "raim": rng.random(50) < 0.5,
    }  # fmt: skip
    batch = bits_of(payload(MESSAGE_OF[1], 1, 168, fields, 50))
    for i in range(50):
        alone = payload(MESSAGE_OF[1], 1, 168, {name: column[i] for name, column in fields.items()}, 1)
        assert (bits_of(alone)[0] == batch[i]).all()


def test_a_field_that_the_message_does_not_have_is_refused():
    with pytest.raises(ValueError, match="no field draught_m"):
        payload(MESSAGE_OF[1], 1, 168, {"mmsi": 1, "draught_m": 3}, 1)


def test_lines_come_in_order_of_time_and_keep_to_the_standards_length():
    fields = {"mmsi": np.arange(3), "name": ["A", "B", "C"]}
    t = np.array([3_000_000, 1_000_000, 2_000_000], np.int64) + 1_700_000_000_000_000
    long = Lines(t, sentences(payload(MESSAGE_OF[5], 5, 424, fields, 3), b"B", 1, tag_block(b"SIM01", t)))
    short = Lines(t[:1], sentences(payload(MESSAGE_OF[1], 1, 168, {"mmsi": 9}, 1), b"A", 0, tag_block(b"SIM01", t[:1])))
    lines = merge([long, short]).decode().split("\r\n")
    assert lines.pop() == ""
    assert [line[11:24] for line in lines] == [
        f"{1_700_000_000_000 + ms}" for ms in (1000, 1000, 2000, 2000, 3000, 3000, 3000)
    ]
    assert all(len(line.split("\\")[2]) + 2 <= 82 for line in lines)
    assert lines[-1].split("\\")[2].startswith("!AIVDM,1,1,,A,")


def test_nothing_is_no_line():
    empty = np.empty(0, np.int64)
    data = payload(MESSAGE_OF[5], 5, 424, {"mmsi": empty, "name": np.empty(0, "S20")}, 0)
    assert merge([Lines(empty, sentences(data, b"A", empty, tag_block(b"SIM01", empty)))]) == b""


@given(st.data())
def test_the_same_bits_as_the_scalar_encoder(data):
    """Message 1, 4, 5, 9, 18, 21 and 24 from any values, n/a among them."""
    number, fields = data.draw(st.sampled_from(ENCODED))
    values = {name: data.draw(strategy) for name, strategy in fields.items()}
    mmsi = data.draw(st.integers(200_000_000, 799_999_999))
    scalar = encode_message(number, mmsi, values)
    columnar = payload(
        MESSAGE_OF[number], number, scalar.length, {"mmsi": mmsi} | {k: nan(v) for k, v in values.items()}, 1
    )
    assert int("".join(map(str, bits_of(columnar)[0][: scalar.length])), 2) == scalar.value


def nan(value):
    return np.nan if value is None else value


def tenths(low, high):
    return st.none() | st.integers(low * 10, high * 10).map(lambda n: n / 10)


PLACE = {"lon_deg": st.floats(-180, 180), "lat_deg": st.floats(-90, 90), "accuracy": st.booleans()}
MOVES = {"sog_kn": tenths(0, 102), "cog_deg": tenths(0, 359), "second": st.integers(0, 63), "raim": st.booleans()}
HULL = {"to_bow_m": st.integers(0, 511), "to_stern_m": st.integers(0, 511), "to_port_m": st.integers(0, 63)}
HEADING, STATE = {"heading_deg": st.none() | st.integers(0, 359)}, {"radio": st.integers(0, 2**19 - 1)}
ENCODED = [
    (1, PLACE | MOVES | HEADING | STATE | {"status": st.integers(0, 15), "rot_raw": st.integers(-127, 127)}),
    (3, PLACE | MOVES | HEADING | STATE | {"status": st.integers(0, 15)}),
    (4, PLACE | STATE | {"year": st.integers(1, 9999), "month": st.integers(1, 12), "epfd": st.integers(0, 15)}),
    (5, HULL | {"name": SIX_BIT, "imo": st.none() | st.integers(1, 2**30 - 1), "draught_m": tenths(1, 25),
                     "eta_month": st.none() | st.integers(1, 12), "destination": SIX_BIT, "dte_ready": st.booleans()}),
    (9, PLACE | STATE | {"altitude_m": st.none() | st.integers(0, 4094), "sog_kn": st.integers(0, 1022)}),
    (18, PLACE | MOVES | HEADING | {"cs_unit": st.booleans(), "band": st.booleans()}),
    (21, PLACE | HULL | {"name": SIX_BIT, "aid_type": st.integers(1, 31), "virtual": st.booleans()}),
    (24, {"part": st.just(0), "name": SIX_BIT}),
]  # fmt: skip
