"""Parameter files: YAML, read so that nothing is taken for what it was not meant to be.

YAML reads `NO` as false, `12:30` as 750 and `1.10` as 1.1. Where a text is wanted, such a value is refused with advice.
Refuses: objects, links (`&a`, `*a`), names given twice, anything deeper than a list of texts, files over 64 KB.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from helpers.errors import ParameterError
from helpers.params import NAMES, TYPES

_MAX_BYTES = 65_536
_WHOLE = re.compile(r"[+-]?(0|[1-9][0-9]*)")
_TEXT, _NULL, _DAY = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null", "tag:yaml.org,2002:timestamp"


def read_settings(path: Path) -> dict[str, Any]:
    """The parameters in a file, by name. Types are checked where YAML could change them; the rest by `params.check`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ParameterError("cannot read the parameter file", where=f"{path} ({error.strerror})",
                             do="Give an existing YAML file.") from error
    if len(data) > _MAX_BYTES:
        raise ParameterError("parameter file too large", where=path.name, do="It holds a dozen short lines.")
    try:
        text = data.decode("utf-8-sig")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            raise ParameterError("links are not allowed in a parameter file", where=path.name, do="Write it out.")
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise ParameterError("not YAML", where=f"{path.name}{_line_of(error)}", do=_advice(data)) from error
    except ValueError as error:
        raise ParameterError("not UTF-8", where=path.name, do="Save it as UTF-8.") from error
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise ParameterError("no parameters in", where=path.name, do="Write lines such as: top_n: 20")
    found: dict[str, Any] = {}
    for key, node in root.value:
        where = f"{path.name}, line {node.start_mark.line + 1}"
        name = str(key.value)
        if name in found:
            raise ParameterError(f"{name} is given twice", where=where, do="Keep one of them.")
        found[name] = _value(name, node, where)
    return found


def _value(name: str, node: yaml.Node, where: str) -> Any:
    kind = TYPES.get(name, "str")
    if name not in NAMES:  # `params.check` says so, and what was meant
        return ""
    if isinstance(node, yaml.SequenceNode) and kind.startswith("list"):
        return [_scalar(name, part, "str", where) for part in node.value]
    return _scalar(name, node, kind if kind in ("int", "bool") else "str", where)


def _scalar(name: str, node: yaml.Node, kind: str, where: str) -> Any:
    if not isinstance(node, yaml.ScalarNode):
        raise ParameterError(f"{name} cannot be a list or a table", where=where, do="Give one value.")
    written = node.value
    if kind == "int":
        if _WHOLE.fullmatch(written):
            return int(written)
        raise ParameterError(f"{name} must be a whole number", where=f"{written} ({where})", do="Write it in digits.")
    if kind == "bool" and written:  # `params.check` reads it
        return written
    if node.tag == _TEXT or (node.tag == _NULL and not written) or (node.tag == _DAY and name in ("start", "end")):
        return written
    try:
        value = yaml.SafeLoader("").construct_object(node)
    except yaml.YAMLError:
        value = "something else"
    raise ParameterError(f"{name} must be text, but YAML reads {written} as {value}", where=where,
                         do=f'Put it in quotes: "{written}".')


def _line_of(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f", line {mark.line + 1}" if mark else ""


def _advice(data: bytes) -> str:
    return "Use spaces instead of tabs." if b"\t" in data else "Write lines such as: top_n: 20"
