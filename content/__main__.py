"""`python -m content`: check the content files and say what is wrong."""

import sys

from content import ContentError, read_content

try:
    read_content()
except ContentError as error:
    sys.exit(str(error))
print("content: every file is in order")
