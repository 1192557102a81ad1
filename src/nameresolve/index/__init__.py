"""Finding the listed forms that a name may be, before they are compared with care.

segment     forms and their parts as plain arrays: what a compiled gazetteer holds
building    names -> segment
joining     what an update leaves of segments -> segment
nearest     the parts whose codes are nearest to a code
search      a name -> the forms that share most with it
"""

from __future__ import annotations

from nameresolve.index.building import IndexBuilder, segment_of
from nameresolve.index.joining import joined_segment
from nameresolve.index.search import FormIndex, Inventory, Posting
from nameresolve.index.segment import Segment, key_of

__all__ = [
    "FormIndex",
    "IndexBuilder",
    "Inventory",
    "Posting",
    "Segment",
    "joined_segment",
    "key_of",
    "segment_of",
]
