"""Message 26: multiple-slot binary message with comm state (ITU-R M.1371-6, A7-3.24, table 81).

As message 25, and at the end four spare bits and a comm state behind its selector.

Message 26, table binary:

    38        addressed          flag  Messages 25 and 26: for one station (else for all)
    39        structured         flag  Messages 25 and 26: DAC and FI say what the data are
    40..69    dest_mmsi          uint  Addressee; if 38 is 1
    40..49    dac                uint  Designated area code of the application; if 38 is 0 and 39 is 1
    40..-25   data               bits  Application data, most significant bit first, zero-filled to a byte; if 38 is 0
                                       and 39 is 0
    50..55    fi                 uint  Function identifier of the application; if 38 is 0 and 39 is 1
    56..-25   data               bits  Application data, most significant bit first, zero-filled to a byte; if 38 is 0
                                       and 39 is 1
    72..81    dac                uint  Designated area code of the application; if 38 is 1 and 39 is 1
    72..-25   data               bits  Application data, most significant bit first, zero-filled to a byte; if 38 is 1
                                       and 39 is 0
    82..87    fi                 uint  Function identifier of the application; if 38 is 1 and 39 is 1
    88..-25   data               bits  Application data, most significant bit first, zero-filled to a byte; if 38 is 1
                                       and 39 is 1
    -20..-1   radio              uint  comm state as sent, selector first
    -20       itdma              flag  The comm state is ITDMA (else SOTDMA)
    -19..-18  sync_state         uint  Synchronisation: 0 UTC direct, 1 UTC indirect, 2 base station, 3 peer; if -20
                                       is 0
    -19..-18  sync_state         uint  Synchronisation: 0 UTC direct, 1 UTC indirect, 2 base station, 3 peer; if -20
                                       is 1
    -17..-5   slot_increment     uint  ITDMA: slots to the next transmission, 0 is none; if -20 is 1
    -17..-15  slot_timeout       uint  SOTDMA: frames until a new slot is chosen; if -20 is 0
    -14..-1   received_stations  uint  SOTDMA: stations the sender itself hears; if -20 is 0 and -17..-15 is 3 or 5 or
                                       7
    -14..-1   slot_number        uint  SOTDMA: slot of this transmission; null beyond 2249; if -20 is 0 and -17..-15
                                       is 2 or 4 or 6
    -14..-1   slot_offset        uint  SOTDMA: slots to the next transmission; if -20 is 0 and -17..-15 is 0
    -14..-10  utc_hour           uint  SOTDMA: UTC hour told in the comm state; null beyond 23; if -20 is 0 and
                                       -17..-15 is 1
    -9..-3    utc_minute         uint  SOTDMA: UTC minute told in the comm state; null beyond 59; if -20 is 0 and
                                       -17..-15 is 1
    -4..-2    slots_allocated    uint  ITDMA: code for the number of slots; if -20 is 1
    -1        keep_slot          flag  ITDMA: the slot is kept for one more frame; if -20 is 1
"""

from marsad.decode.ais.bit_table import Message
from marsad.decode.ais.blocks import binary_envelope, radio_selected, selected

MESSAGES = (
    Message((26,), "Multiple-slot binary message with comm state", "M.1371-6 A7-3.24, table 81", "binary", 64,
            range(64, 1065), (*binary_envelope(leave=24), radio_selected(-20), *selected(-20))),
)  # fmt: skip
