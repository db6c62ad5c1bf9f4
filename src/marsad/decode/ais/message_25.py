"""Message 25: single-slot binary message (ITU-R M.1371-6, A7-3.23, table 79).

Two flags say whether an addressee, and whether DAC and FI, stand before the data.

Message 25, table binary:

    38      addressed   flag  Messages 25 and 26: for one station (else for all)
    39      structured  flag  Messages 25 and 26: DAC and FI say what the data are
    40..69  dest_mmsi   uint  Addressee; if 38 is 1
    40..49  dac         uint  Designated area code of the application; if 38 is 0 and 39 is 1
    40..-1  data        bits  Application data, most significant bit first, zero-filled to a byte; if 38 is 0 and 39
                              is 0
    50..55  fi          uint  Function identifier of the application; if 38 is 0 and 39 is 1
    56..-1  data        bits  Application data, most significant bit first, zero-filled to a byte; if 38 is 0 and 39
                              is 1
    72..81  dac         uint  Designated area code of the application; if 38 is 1 and 39 is 1
    72..-1  data        bits  Application data, most significant bit first, zero-filled to a byte; if 38 is 1 and 39
                              is 0
    82..87  fi          uint  Function identifier of the application; if 38 is 1 and 39 is 1
    88..-1  data        bits  Application data, most significant bit first, zero-filled to a byte; if 38 is 1 and 39
                              is 1
"""

from marsad.decode.ais.bit_table import Message
from marsad.decode.ais.blocks import binary_envelope

MESSAGES = (
    Message((25,), "Single-slot binary message", "M.1371-6 A7-3.23, table 79", "binary", 40, range(40, 169),
            binary_envelope(leave=0)),
)  # fmt: skip
