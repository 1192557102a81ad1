"""Names in running text: where they stand, and whom each means.

Three passes. Listed forms are found first, the longest at every place. Then runs of capitalized
words are read as names that no one listed in this spelling. Last, what is still open (a bare family
name, an acronym, a name of several) is settled by what else the document names, or left open.
"""

from __future__ import annotations

from nameresolve.mentions.annotator import Annotator

__all__ = ["Annotator"]
