"""Finding the listed forms that a name may be, before they are compared with care.

segment     forms and their parts as plain arrays: what a compiled gazetteer holds
building    names -> segment
joining     what an update leaves of segments -> segment
nearest     the parts whose codes are nearest to a code, by sketches of them
keytable    the keys of a part's sounds, and the parts that have each
keyed       the parts nearest to many parts, of those that share a key
asking      what is asked for a part
keeping     what was found lately
parts       a part of a name -> the listed parts that agree with it
collecting  the parts found -> what each form that has them collects
search      a name -> the forms that share most with it
"""

from __future__ import annotations

from nameresolve.index.building import IndexBuilder, segment_of
from nameresolve.index.joining import joined_segment
from nameresolve.index.keytable import KeyTable
from nameresolve.index.search import FormIndex, Inventory, Posting
from nameresolve.index.segment import Segment, key_of

__all__ = [
    "FormIndex",
    "IndexBuilder",
    "Inventory",
    "KeyTable",
    "Posting",
    "Segment",
    "joined_segment",
    "key_of",
    "segment_of",
]
