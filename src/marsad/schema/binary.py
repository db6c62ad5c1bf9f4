"""binary: an envelope for application data (messages 6, 8, 17, 25, 26).

What is inside stands in a table of its own per application (marsad.decode.ais.application), joined by source and
offset.
"""

from marsad.schema.heard import HEARD
from marsad.schema.place import COMM_STATE
from marsad.schema.table import Column, Table

TABLE = Table(
    "binary",
    "One binary message; its application data as sent, decoded in a table of its own where the application is known",
    (
        *HEARD,
        Column("seqno", "uint8", "Sequence number of an addressed message", low=0, high=3, null="not in this message"),
        Column("dest_mmsi", "uint32", "Addressee", null="broadcast"),
        Column("retransmit", "bool", "Sent again", null="not in this message"),
        Column("addressed", "bool", "Messages 25 and 26: for one station (else for all)", null="not in this message"),
        Column("structured", "bool", "Messages 25 and 26: DAC and FI say what the data are",
               null="not in this message"),
        Column("dac", "uint16", "Designated area code of the application", low=0, high=1023, null="unstructured"),
        Column("fi", "uint8", "Function identifier of the application", low=0, high=63, null="unstructured"),
        Column("application", "category", "Name of the application table that holds it decoded",
               null="unknown application: bits only"),
        Column("lon_deg", "float64", "Message 17: longitude of the reference station", unit="deg", low=-180, high=180,
               null="not available"),
        Column("lat_deg", "float64", "Message 17: latitude of the reference station", unit="deg", low=-90, high=90,
               null="not available"),
        Column("bit_length", "uint16", "Bits of application data", unit="bit", high=3240),
        Column("data", "bytes", "Application data, most significant bit first, zero-filled to a byte"),
        *COMM_STATE,
    ),
)  # fmt: skip
