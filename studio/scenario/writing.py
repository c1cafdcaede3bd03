"""A scenario's values back to the text of a file, durations and shares as they were written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

import yaml

from studio.scenario.document import Decimal, Loader, Whole

__all__ = ["dump"]

_CLOCK_TIMES = re.compile(r"\d[\w.+-]*(?::\d[\w.+-]*)+")


class _Dumper(yaml.SafeDumper):
    """Writes block style, and the small mappings inside of an entry on one line."""

    yaml_implicit_resolvers = Loader.yaml_implicit_resolvers

    def analyze_scalar(self, scalar: str) -> Any:  # noqa: ANN401 - PyYAML's own record
        """Clock times need no quotes, also within braces."""
        analysis = super().analyze_scalar(scalar)
        if _CLOCK_TIMES.fullmatch(scalar):
            analysis.allow_flow_plain = True
        return analysis

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        return True


def _represent_number(dumper: yaml.SafeDumper, number: Whole | Decimal) -> yaml.Node:
    kind = "int" if isinstance(number, int) else "float"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", number.text)


_Dumper.add_representer(Whole, _represent_number)
_Dumper.add_representer(Decimal, _represent_number)
_Dumper.add_representer(
    float, lambda dumper, number: dumper.represent_scalar("tag:yaml.org,2002:float", _digits(number))
)


def _digits(number: float) -> str:
    text = repr(number)
    return text if text[-1].isdigit() else {"inf": ".inf", "-inf": "-.inf"}.get(text, ".nan")


def dump(mapping: Mapping[str, Any]) -> str:
    """The text of a scenario file with these values, durations and shares as they were written.

    Entries of one line (a distribution, a team) are written on one line. Comments are not kept: they
    are not in the mapping.
    """
    root = _Dumper(StringIO(), sort_keys=False).represent_data(_plain(mapping))
    for node in _inner(root):
        node.flow_style = True
    return str(yaml.serialize(root, Dumper=_Dumper, allow_unicode=True, width=140))


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _inner(root: yaml.Node) -> Iterator[yaml.CollectionNode]:
    """Collections from the second level of the file down, and lists of the first that are short."""
    for _, value in root.value:
        if isinstance(value, yaml.SequenceNode):
            yield value
        elif isinstance(value, yaml.MappingNode):
            yield from (item for _, item in value.value if isinstance(item, yaml.CollectionNode))
