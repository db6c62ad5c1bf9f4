"""The standards' tables: complete, readable in both languages, and right in the cases people ask about."""

import numpy as np
import pytest
from pyais.constants import COUNTRY_MAPPING

from marsad.wire import aid_type, area_notice, epfd, navigation_status, ship_type
from marsad.wire.leading_digits import GROUP, odd_leading_digits
from marsad.wire.mid import COUNTRIES, COUNTRY_OF_MID
from marsad.wire.mmsi import MmsiKind, country, kind, kinds
from marsad.wire.named import Named

NAMES: list[tuple[str, dict[int, Named], range]] = [
    ("aid_type", aid_type.AID_TYPE, range(51)),
    ("epfd", epfd.EPFD, range(16)),
    ("navigation_status", navigation_status.NAVIGATION_STATUS, range(16)),
    ("ship_type", ship_type.SHIP_TYPE, range(256)),
]


@pytest.mark.parametrize(("name", "table", "codes"), NAMES, ids=[name for name, _, _ in NAMES])
def test_every_code_has_both_names(name: str, table: dict[int, Named], codes: range) -> None:
    assert list(table) == list(codes)
    for one in table.values():
        assert one.en.strip() == one.en
        assert one.ar.strip() == one.ar
        assert one.en


def test_names_tell_codes_apart() -> None:
    for table in (aid_type.AID_TYPE, epfd.EPFD, navigation_status.NAVIGATION_STATUS, area_notice.AREA_NOTICE):
        assert len({one.en for one in table.values()}) == len(table)
        assert len({one.ar for one in table.values()}) == len(table)


@pytest.mark.parametrize(("code", "name"), [
    (0, "Not available"), (8, "Reserved (8)"), (30, "Fishing"), (52, "Tug"), (70, "Cargo ship"),
    (71, "Cargo ship, hazard category X"), (76, "Container ship"), (80, "Tanker"), (99, "Other ship"),
    (150, "Regional use (150)"), (255, "Reserved (255)"),
])  # fmt: skip
def test_ship_types(code: int, name: str) -> None:
    assert ship_type.SHIP_TYPE[code].en == name


def test_digits_name_one_country() -> None:
    assert len(COUNTRY_OF_MID) == sum(len(one.mids) for one in COUNTRIES)
    assert len({one.code for one in COUNTRIES}) == len(COUNTRIES)
    assert all(200 < mid < 800 for mid in COUNTRY_OF_MID)


def test_digits_agree_with_another_list() -> None:
    """pyais: it lacks two newer states, and gives some islands and Antarctic lands other codes."""
    assert set(COUNTRY_OF_MID) - set(COUNTRY_MAPPING) == {550, 638}
    assert not set(COUNTRY_MAPPING) - set(COUNTRY_OF_MID)
    other = {mid for mid, (code, _) in COUNTRY_MAPPING.items() if COUNTRY_OF_MID[mid].code != code}
    assert other <= {501, 608, 618, 635, 740}


@pytest.mark.parametrize(("mmsi", "expected", "code"), [
    (470_123_456, MmsiKind.SHIP, "AE"), (2_275_200, MmsiKind.COAST_STATION, "FR"), (23_700_001, MmsiKind.GROUP, "GR"),
    (111_232_511, MmsiKind.SAR_AIRCRAFT, "GB"), (992_351_000, MmsiKind.ATON_PHYSICAL, "GB"),
    (993_676_001, MmsiKind.ATON_VIRTUAL, "US"), (992_509_977, MmsiKind.ATON, "IE"), (982_510_001, MmsiKind.CRAFT, "IS"),
    (850_312_345, MmsiKind.HANDHELD, "AU"), (970_123_456, MmsiKind.SART, None), (972_971_214, MmsiKind.MOB, None),
    (974_000_001, MmsiKind.EPIRB, None), (979_000_001, MmsiKind.AUTONOMOUS_DEVICE, None), (0, MmsiKind.UNKNOWN, None),
    (123_456_789, MmsiKind.UNKNOWN, None), (999_999_999, MmsiKind.UNKNOWN, None),
    (1_073_741_823, MmsiKind.UNKNOWN, None), (200_000_000, MmsiKind.UNKNOWN, None), (-5, MmsiKind.UNKNOWN, None),
])  # fmt: skip
def test_mmsi_forms(mmsi: int, expected: MmsiKind, code: str | None) -> None:
    assert kind(mmsi) == expected
    found = country(mmsi)
    assert (found.code if found else None) == code


def test_kinds_of_many_at_once() -> None:
    numbers = np.arange(0, 1_073_741_824, 99_991, dtype=np.int64)
    assert kinds(numbers).tolist() == [int(kind(int(number))) for number in numbers]


def test_the_kernels_lookup_says_the_same() -> None:
    odd = odd_leading_digits()
    numbers = np.arange(0, 1_000_000_000, 9_973, dtype=np.int64)
    unknown = kinds(numbers) == MmsiKind.UNKNOWN
    aircraft = numbers // 1_000_000 == 111  # five digits do not hold the whole country code
    np.testing.assert_array_equal(odd[numbers // GROUP][~aircraft], unknown[~aircraft])
    assert not np.any(odd[numbers // GROUP] & aircraft & ~unknown)
