"""Why two decoders differ: the clause or the fact that decides, and the form in which a disagreement is listed.

The comparison (test_agreement_*) fails on a difference that is not listed (listed_*.py), and on a line there that no
longer comes true. Clauses are those of ITU-R M.1371-6, annex 7, where no other is named.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Listed:
    """One line: the peer, the message number (with DAC and FI), the column, the look, how often by corpus, and why.

    A column with a star stands for those that differ in their number alone. Looks are described in `looks`. The column
    "message" is a message that one of both leaves out.
    """

    peer: str
    kind: tuple[int, ...]
    column: str
    look: str
    counts: dict[str, int]
    why: str


OFF_POSITION = (
    "A7-3.19, table 71: the indicator holds only where the UTC second is 59 or less; null here, as sent there"
)
VENDOR = (
    "A7-3.22, table 78: 18 bits of vendor, 4 of model, 20 of serial number; gpsd also spells all 42 bits as the seven "
    "characters of M.1371-3"
)
ABSENT_IS_ZERO = (
    "the message ends before this field: null here, 0 there, which cannot be told from a zero that was sent"
)
CUT_FIELD = "the message ends within this field: null here; there the bits that came are read as a smaller number"
CUT_RADIO = "the message ends within the comm state: what came whole is read here; there all that came, as if shifted"
CUT_SECOND = "the second block came whole but for its last bits: read here as far as fields are whole, there not at all"
SEQUENCE = "IEC 61162-1, VDM: parts of one message bear one sequence number; gpsd joins numbers 4 and 1"
CHECKSUM = "IEC 61162-1: the checksum is wrong, so the sentence is rejected; pyais decodes it all the same"
TOO_SHORT = "too short for the least that the number tells, rejected as too_short; pyais fills up the missing fields"
LENGTH = "a length that gpsd refuses for the number; decoded here as far as it goes, with the mark LENGTH"
LAST_LINE = "the last line of the file has no line end; gpsdecode leaves it out"
TALKER = (
    "talkers SS and BY, and the garbled `!--VDM`: gpsd knows neither; decoded here, the latter with the mark TALKER"
)
TWO_ON_A_LINE = "two sentences on one line, or one tag block behind another: the others stop at the first"
ESCAPED_LINE_END = "a logger wrote the line end as the four characters \\r\\n, so two sentences share a line"
MESSAGE_28 = "gpsd 3.22 is older than message 28 (M.1371-6)"
SIX_FILL_BITS = (
    "IEC 61162-1: a payload has 0 to 5 fill bits; 6 are taken as none, with the mark FILL_BITS. pyais leaves the "
    "message out, gpsd cuts a character off"
)
SPARE_BITS = (
    "A7-3.23, table 79 and A7-3.24, table 81: two spare bits follow the addressee, so that 96 bits of data fit a slot; "
    "the others read DAC, FI and data two bits early"
)
DATA_CUT = "longer than its number allows: the data are kept whole here (LENGTH), pyais keeps 128 bits"
MESSAGE_26_END = "A7-3.24, table 81: four spare bits come before the comm state; gpsd counts them as data"
MESSAGE_26_RADIO = "A7-3.24, table 81: the last 20 bits are selector and comm state; they are left unread there"
MESSAGE_26_PYAIS = (
    "A7-3.24, table 81: the flags decide whether DAC and FI are there; pyais reads 16 bits always, then data"
)
LEADING = "A leading space is a character that was sent (M.1371-6 table 45): kept here, dropped by pyais"
END_MARK = "M.1371-6 table 45: @ ends a text; pyais drops trailing @ only, and so keeps what follows the first"
EXTENSION = "A7-3.19, table 71: the extension goes on where the name's 20 characters end; pyais trims the name first"
PART_CHARACTER = "fewer than six bits are left: no character here; pyais fills them up to one"
NO_SIGN = "A7-3.15, table 66: longitude and latitude are two's complement; pyais 3.3 reads message 17 without the sign"
ENUMERATED = "a reserved code: kept as sent here; pyais replaces it by the nearest that it has a word for"
INLAND_LENGTH = "Inland AIS 2.4.2: 168 bits; these 424 bear another's tail, so they are kept as bits here"
NO_DATA_BESIDE = "gpsd tells either the fields or the bits of an application; both are kept here"
ONE_RECORD = "without -s gpsd tells the parts of message 24 as one record, when the second has come"
ONE_DECIMAL = "gpsd prints it scaled to one decimal; unscaled it agrees"
WORDS = "gpsd prints a word for this code; unscaled it agrees"
UNSCALED_LABEL = "gpsd 3.22 prints 200/10 unscaled though it says scaled; its unscaled output agrees"
CSV_TXRX = (
    "A7-3.21, table 77: bits 144 and 145 are 0 in this message; gpsd tells 2 with | between the fields, and in its "
    "JSON leaves the field out"
)
ADDRESSEE = (
    "Circ.289, annex: in message 6 the data start at bit 88; gpsd reads the persons at bit 55, as in message 8, out of "
    "the addressee"
)
VTS_STRIDE = (
    "Circ.289, annex: a target has 120 bits, the last 8 of them its speed (so read by libais and pyais too); gpsd "
    "reads 10 bits of speed and the second target from bit 122 on"
)
VTS_IDENTIFIER = (
    "Circ.289, annex: an identifier is a number of 30 bits, the last of 42, or seven characters; pyais tells all 42 "
    "bits as one number, but for a call sign"
)
VTS_FOUR = "as many targets as fit five slots are read; pyais reads four at most under FI 17"
REPORTS_FIVE = "as many reports as fit five slots are read, eight at most; pyais reads five"
ONE_MORE = "gpsd tells one window more than there are, of zeros"
ALL_FOUR = "Inland AIS (VTT standard): four gauges; those of a shorter message are read here, gpsd keeps its bits only"
ALL_FOUR_NULL = "a gauge that did not come is left out here; pyais tells it with nothing in it"
HAZARD = "Inland AIS (VTT standard): hazard codes 6 and 7 are kept as sent; gpsd keeps bits only of the whole message"
START_ORDER = (
    "gpsd prints hour, minute and day of the start in the places of day, hour and minute; the end it prints right"
)
TEMPERATURE = (
    "Circ.289, annex: 10 bits from -10.0 in steps of 0.1, without sign (so read by libais too); pyais reads them "
    "signed from 0"
)
CONDUCTIVITY = (
    "Circ.289, annex: steps of 0.01 S/m (so read by libais too); pyais tells tenths here, hundredths in 367/33"
)
FIVE_DECIMALS = "pyais rounds a place to 1/100000 degree, coarser than 1/10000 minute; the code is at most 3 off"
FOUR_DECIMALS = "gpsd prints this place in degrees with four decimals, unscaled or not; the code is at most 3 off"
LIBAIS_SELECTOR = "the selector is told apart from the state; 917510 is 393222 with its 20th bit"
LIBAIS_TURN = "libais turns the code -31 into -42.9 degrees a minute, and this comparison keeps its number as a code"
LIBAIS_ALPHABET = "M.1371-6 table 45: code 31 is _, 39 is '; libais prints - and `"
LIBAIS_LATENCY = "the bit is 1 where latency is over 5 s; libais tells its opposite as `gnss`"
LIBAIS_RETRANSMIT = "A7-3.4, table 52: 1 is retransmitted; libais tells the opposite"
LIBAIS_DURATION = "IMO SN.1/Circ.289 annex 8: 18 bits from bit 37 (after the start time) are 20; libais reads 2"
LIBAIS_SPEED = "A7-3.7, table 60: an aircraft's speed is whole knots; libais divides by ten"
