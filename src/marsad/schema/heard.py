"""The columns that every report carries: when, where and by whom it was heard, and who spoke."""

from marsad.schema.table import Column

HEARD: tuple[Column, ...] = (
    Column("t", "time", "Time heard: from the tag block, suffix or prefix of the sentence, else the receive time",
           unit="us UTC", null="the input names no time"),
    Column("t_recv", "time", "Time this site received it, stamped once by the source, whole milliseconds",
           unit="us UTC", null="read from a file that does not keep it"),
    Column("source", "category", "Name of the feed it came by", null="read without a source name"),
    Column("station", "category", "Receiver named in the tag block or suffix", null="none named"),
    Column("offset", "int64", "First byte of its first sentence in the stream of its source; in a table, number of its "
           "row from 0", unit="byte or row", low=0),
    Column("sentences", "uint8", "Sentences that carried it", low=1, high=9, null="read from a table"),
    Column("group_id", "uint32", "Group number of the tag block that joined its sentences", null="not grouped"),
    Column("channel", "category", "VHF channel letter or digit of the sentence", null="not given"),
    Column("signal_dbm", "float32", "Signal strength the receiver gave", unit="dBm", low=-150, high=20,
           null="not given"),
    Column("slot_heard", "uint16", "Slot in which the receiver heard it", low=0, high=2249, null="not given"),
    Column("type", "uint8", "Message number; for a row of a table the usual one of its class, see Flag.TABLE", low=1,
           high=28, null="read from a table that does not tell the class"),
    Column("repeat", "uint8", "Repeat indicator: 3 is do not repeat", low=0, high=3, null="read from a table"),
    Column("mmsi", "uint32", "Identity of the sending station", low=0, high=1073741823),
    Column("digest", "uint64", "Hash of the payload bits (in a table, of the values): equal for one transmission heard "
           "twice"),
    Column("flags", "uint32", "Quality marks, see schema/flags"),
)  # fmt: skip
