"""Quality marks: what is decodable but implausible. One bit each, or-ed into the column `flags`."""

from enum import IntFlag


class Flag(IntFlag):
    """A reason to doubt a row. A doubtful row is shown and kept, never dropped."""

    LENGTH = 1 << 0  # longer or shorter than the message number allows, yet decodable
    FILL_BITS = 1 << 1  # the sentence's fill-bit count does not fit its payload
    TAG_CHECKSUM = 1 << 2  # the tag block's checksum is wrong
    MMSI = 1 << 3  # no country or service carries these leading digits, or the number is a default
    POSITION_RANGE = 1 << 4  # latitude or longitude beyond the poles or the date line, not the n/a code
    NULL_ISLAND = 1 << 5  # exactly 0 N 0 E
    SPEED = 1 << 6  # faster than the class of station can move
    COURSE_RANGE = 1 << 7  # course or heading beyond 359.9 and not the n/a code
    TEXT = 1 << 8  # text runs on after its end mark (@)
    SLOT = 1 << 9  # the comm state names a slot number beyond 2249
    OWN_SHIP = 1 << 10  # VDO: the receiver's own transmission, not heard on air
    NO_CHECKSUM = 1 << 11  # the sentence came without a checksum
    TALKER = 1 << 12  # the talker was garbled (!--VDM, !=IVDM) or the opening mark was missing
    SIMULATED = 1 << 13  # station tag SIM: made by the simulator
    TIME = 1 << 14  # the stated time is before 1990 or its spelling could not be read
    DATE_RANGE = 1 << 15  # a month, day, hour, minute or second beyond the calendar, not the n/a code
    TABLE = 1 << 16  # read from a table of decoded rows: the number stands for the class, the payload was not seen
    CELL = 1 << 17  # a cell of identity, hull or voyage in a table could not be read, and is null
