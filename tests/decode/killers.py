"""Inputs that have broken other software, and wrappers seen in real files: one name, one stream of bytes each.

From FACTS of the field: the pins in test_killers say what becomes of each, and the fuzzer starts from them.
"""

from __future__ import annotations

from marsad.decode.ais.encode import encode_message
from marsad.wire.sentence import sentences
from tests.decode.streams import sentence, tag

POSITION = b"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A"
FIRST = b"!AIVDM,2,1,3,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0*3E"
SECOND = b"!AIVDM,2,2,3,B,1@0000000000000,2*55"

KILLERS: dict[str, bytes] = {
    "plain": POSITION + b"\r\n",
    "two parts": FIRST + b"\n" + SECOND + b"\n",
    "SART text": b"".join(sentences(encode_message(14, 970_010_119, {"text": "SART ACTIVE"}))),
    "crash 6": b"!AIVDM,1,1,,B,65E4;r5I0Q9R04D0@01000000000,0*69\n",
    "empty interrogation": sentence(b"AIVDM,1,1,,B,?3:5uL0iuGmPD00,2") + b"\n",
    "binary without DAC": sentence(b"AIVDM,1,1,,A,86:hqAh0J010,0") + b"\n",
    "204 bits of type 1": sentence(b"AIVDM,1,1,,A,13UuUj0P00QgDCLEiGAcOOwl2<0Igw;000,0") + b"\n",
    "empty sequence id": FIRST.replace(b",3,B", b",,B").replace(b"*3E", b"*0D")
    + b"\n" + SECOND.replace(b",3,B", b",,B").replace(b"*55", b"*66") + b"\n",
    "sequence id out of range": sentence(b"AIVDM,2,1,42,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0")
    + b"\n" + sentence(b"AIVDM,2,2,42,B,1@0000000000000,2") + b"\n",
    "short type 5": sentence(b"AIVDM,1,1,,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0") + b"\n",
    "type 5 of 420 bits": sentence(
        b"AIVDM,1,1,,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E531@00000000000,0"
    ) + b"\n",
    "part A of 160 bits": b"!AIVDM,1,1,,A,H42O55i18tMET00000000000000,2*6D\n",
    "part A of 168 bits": sentence(b"AIVDM,1,1,,A,H42O55i18tMET00000000000000D,0") + b"\n",
    "mother ship": sentence(b"AIVDM,1,1,,A,H>cSnNTU7B=40058qpmjhh000004,0") + b"\n",
    "parts 2 and 3 of message 24": b"".join(sentences(encode_message(24, 251_000_001, {"part": 2})))
    + b"".join(sentences(encode_message(24, 251_000_001, {"part": 3}))),
    "empty payload": b"!AIVDM,1,1,,A,,0*26\n",
    "wrong fill bits": sentence(b"AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,6") + b"\n"
    + sentence(b"AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,x") + b"\n",
    "fill bits left out": sentence(b"AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,") + b"\n",
    "tag block": tag(b"s:r003669945,c:1120959341,n:4,d:dest,t:text,i:info") + POSITION + b"\n",
    "time in ms": tag(b"c:1599239526500,s:sdr") + POSITION + b"\n",
    "time in us": tag(b"c:1599239526500250,s:sdr") + POSITION + b"\n",
    "wrong tag checksum": b"\\s:rST,c:1600000000*00\\" + POSITION + b"\n",
    "two tag blocks": tag(b"s:rST") + tag(b"c:1600000000") + POSITION + b"\n",
    "group": tag(b"g:1-2-77,s:rST,c:1600000000") + FIRST + b"\n" + tag(b"g:2-2-77") + SECOND + b"\n",
    "group out of order": tag(b"g:2-2-77") + SECOND + b"\n" + tag(b"g:1-2-77,s:rST,c:1600000000") + FIRST + b"\n",
    "old group form": tag(b"1G2:77,s:rST,c:1600000000") + FIRST + b"\n" + tag(b"2G2:77") + SECOND + b"\n",
    "group id used again": (tag(b"g:1-2-7,s:rA,c:1600000000") + FIRST + b"\n" + tag(b"g:2-2-7") + SECOND + b"\n")
    + (tag(b"g:1-2-7,s:rB,c:1600000900") + FIRST + b"\n" + tag(b"g:2-2-7") + SECOND + b"\n"),
    "group over $ sentences": tag(b"g:1-2-9,s:rST,c:1600000000")
    + sentence(b"ARVSI,r003669930,1,221955.8,1953,-098,0", b"$")
    + b"\n" + tag(b"g:2-2-9") + POSITION + b"\n",
    "Coast Guard suffix": POSITION + b",r003669945,1332115265\n",
    "signal and slot suffix": POSITION + b",d-109,S2105,t050056.00,T56.13718694,r003669946,1325394060,1325394001\n",
    "epoch ms suffix": POSITION + b",1327992119173\n",
    "epoch s suffix": POSITION + b",1485907262\n",
    "ISO prefix": b"2019-11-11T06:14:00.250Z " + POSITION + b"\n",
    "epoch prefix": b"1573452840 " + POSITION + b"\n",
    "Gatehouse time": b"$PGHP,1,2010,6,11,11,46,11,390,231,45,992190934,1,2B*5B\n" + POSITION + b"\n",
    "Gatehouse nonsense": b"$PGHP,1,2010,13,41,11,46,11,390,231,45,992190934,1,2B*6D\n" + POSITION + b"\n",
    "own ship without channel": sentence(b"AIVDO,1,1,,,15RTgt0PAso;90TKcjM8h6g208CQ,0") + b"\n",
    "talkers": b"".join(
        sentence(talker + b"VDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0") + b"\n"
        for talker in (b"AB", b"AI", b"AN", b"AS", b"BS", b"SA", b"BY")
    ),
    "garbled talkers": sentence(b"--VDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0") + b"\n"
    + sentence(b"=IVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0") + b"\n"
    + POSITION[1:] + b"\n",
    "line ends": POSITION + b"\r\n" + POSITION + b"\n" + POSITION + b"\r" + POSITION + b"\0\n\n\r\n" + POSITION,
    "one sequence id on two channels": FIRST + b"\n" + sentence(FIRST[1:-3].replace(b",B,", b",A,")) + b"\n"
    + SECOND + b"\n" + sentence(SECOND[1:-3].replace(b",B,", b",A,")) + b"\n",
    "an orphan part": SECOND + b"\n" + (POSITION + b"\n") * 40 + (FIRST + b"\n" + SECOND + b"\n") * 3,
    "two sentences on a line": POSITION + POSITION + b" " + tag(b"s:rST") + POSITION + b"\n",
    "escaped line end": FIRST + b"\\r\\n" + SECOND + b"\n",
    "a comment that quotes": b"# " + POSITION + b"\n",
    "collision garbage": b"!AIVDM,1,1,,A,K57?Dpi<WrTIRqjDHTQ=;LnkROd6mdV`uhIiepn;OkTa6>TKu9bjJBvf,0*51,1327992179427\n",
    "wrong checksum": POSITION[:-1] + b"B\n",
    "no checksum": POSITION[:-3] + b"\n",
    "a tag block that never ends": b"\\s:x\n\\" + POSITION + b"\n",
    "ten fragments": sentence(b"AIVDM,9,9,1,A,15RTgt0PAso,0") + b"\n" + sentence(b"AIVDM,0,0,,A,15RTgt0PAso,0") + b"\n"
    + sentence(b"AIVDM,1,2,,A,15RTgt0PAso,0") + b"\n" + sentence(b"AIVDM,12,1,,A,15RTgt0PAso,0") + b"\n",
    "a channel that is a line end": sentence(b"AIVDM,1,1,,\n,15RTgt0PAso;90TKcjM8h6g208CQ,0") + b"\n",
    "a channel beyond ASCII": sentence(b"AIVDM,1,1,,\xe4,15RTgt0PAso;90TKcjM8h6g208CQ,0") + b"\n",
    "radar": sentence(b"RATTM,01,1.2,045.0,T,05.1,090.0,T,0.3,4.2,N,b,T,,120000.00,A", b"$") + b"\n"
    + sentence(b"RATLL,01,1234.56,N,04512.34,E,NAME,120000.00,T,", b"$") + b"\n"
    + sentence(b"RATLB,1,ONE,2,TWO", b"$") + b"\n",
    "bad radar": sentence(b"RATTM,1,x,,T,,,T,,,N,,T,,,A", b"$") + b"\n" + sentence(b"RATLL,,,,,", b"$") + b"\n",
}  # fmt: skip
