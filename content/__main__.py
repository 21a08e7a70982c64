"""`python -m content`: check the content files, and that domain.yml and data/ agree with them; say what is wrong."""

import sys

from content import ContentError, read_content
from content.reader import FOLDER
from content.topic_files import missing_parts

try:
    missing = missing_parts(FOLDER.parent, read_content())
except ContentError as error:
    sys.exit(str(error))
if missing:
    sys.exit("\n".join(missing))
print("content: every file is in order")
