"""nbformat, nbclient and papermill, without the two seconds they take to start where `rfc3987_syntax` is installed.

jsonschema, by which nbformat checks notebooks, builds a grammar for international addresses as it is imported, if that
package is there (JupyterLab brings it). No notebook holds what the grammar checks.
"""

from __future__ import annotations

import sys

_SLOW = "rfc3987_syntax"
_absent = _SLOW not in sys.modules
if _absent:
    sys.modules[_SLOW] = None  # Python's way to say: not installed
import nbformat  # noqa: E402
import papermill  # noqa: E402
from nbclient.exceptions import CellTimeoutError, DeadKernelError  # noqa: E402
from papermill.exceptions import PapermillExecutionError  # noqa: E402

if _absent:
    del sys.modules[_SLOW]

__all__ = ["CellTimeoutError", "DeadKernelError", "PapermillExecutionError", "nbformat", "papermill"]
