"""The facts of the assistant in one place: campuses and offices, cancers, kinds and codes, sources, subjects.

`content()` gives them checked; everything else in the project reads them from there.
"""

from content.model import Campus, Cancer, Content, Office
from content.reader import ContentError, content, read_content

__all__ = ["Campus", "Cancer", "Content", "ContentError", "Office", "content", "read_content"]
