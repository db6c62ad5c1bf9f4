"""Why input was rejected. The position in this tuple is the code inside the kernels."""

REASONS: tuple[tuple[str, str], ...] = (
    ("checksum", "the sentence's checksum does not match"),
    ("framing", "a sentence was begun but its fields are not those of VDM or VDO"),
    ("line_too_long", "more than 16,384 bytes without a line end, 65,536 in a table"),
    ("garbage", "no sentence in this line"),
    ("tag_block", "a tag block that does not end"),
    ("empty_payload", "no payload"),
    ("armour", "a payload character outside the six-bit alphabet"),
    ("fragment_number", "fragment count or number missing, zero, over nine or out of order"),
    ("fragment_incomplete", "the other fragments of its message did not come"),
    ("fragment_duplicate", "the same fragment came again before its message was complete"),
    ("message_type", "message number outside 1 to 28"),
    ("too_short", "fewer bits than the message number needs"),
    ("too_long", "more bits (3,240) than nine sentences carry"),
    ("radar_fields", "a TTM, TLL or TLB sentence with fields that cannot be read"),
    ("time_fields", "a $PGHP time line with fields that cannot be read"),
    ("columns", "a row of a table with fewer or more cells than its header, or with a quote that does not close"),
    ("time_value", "a row of a table whose time cannot be read, or that a clock set back shows twice"),
    ("number_value", "a row of a table with a place, speed, course, heading or turn that is no number"),
    ("mmsi_value", "a row of a table whose MMSI is no number of at most 30 bits"),
    ("no_time", "a report without a time in years 1 to 9999, in a file that tells times"),
)
