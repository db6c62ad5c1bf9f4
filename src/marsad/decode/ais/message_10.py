"""Message 10: UTC and date inquiry (ITU-R M.1371-6, A7-3.8): asks one station for message 11.

Message 10, table link:

    38..39                   spare
    40..69  dest_mmsi  uint  Messages 10, 15, 16, 22: (first) station addressed
    70..71                   spare
"""

from marsad.decode.ais.bit_table import BitField, Message

MESSAGES = (
    Message((10,), "UTC and date inquiry", "M.1371-6 A7-3.8", "link", 70, (72,), (BitField("dest_mmsi", 40, 30),)),
)
