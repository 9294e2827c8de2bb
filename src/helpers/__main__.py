"""`python -m helpers` is the command `dateline`."""

import sys

from helpers.cli import main

sys.exit(main())
