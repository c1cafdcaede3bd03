"""Dataclasses that are filled quickly are what a frozen dataclass is in every other way."""

from __future__ import annotations

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace

import pytest

from studio.model import Bounds, Flow, Node, NodeKind
from studio.model.frozen import quickly_filled

NODE = Node(id="a", name="Check", kind=NodeKind.TASK, process="p", bounds=Bounds(1, 2, 3, 4))
FLOW = Flow(id="f", source="a", target="b", waypoints=((0, 0), (1, 1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slow:
    """What dataclasses makes without help."""

    kind: str
    number: int = 3
    more: tuple[str, ...] = field(default=(), compare=False)


@quickly_filled
@dataclass(frozen=True, slots=True, kw_only=True)
class Quick:
    """The same, filled quickly."""

    kind: str
    number: int = 3
    more: tuple[str, ...] = field(default=(), compare=False)


def test_a_quick_object_is_what_a_slow_one_is() -> None:
    for told in ({"kind": "x"}, {"kind": "x", "number": 4}, {"kind": "x", "more": ("y",)}):
        quick, slow = Quick(**told), Slow(**told)
        assert type(quick) is Quick
        assert asdict(quick) == asdict(slow)
        assert repr(quick).replace("Quick", "Slow") == repr(slow)
        assert hash(quick) == hash(slow)
    assert Quick(kind="x", more=("y",)) == Quick(kind="x") != Quick(kind="y")
    assert inspect.signature(Quick) == inspect.signature(Slow)


@pytest.mark.parametrize("made", [NODE, FLOW, NODE.bounds, Quick(kind="x")])
def test_nothing_of_it_can_be_changed(made: object) -> None:
    name = fields(made)[0].name
    before = getattr(made, name)
    with pytest.raises(FrozenInstanceError):
        setattr(made, name, "other")
    with pytest.raises(FrozenInstanceError):
        delattr(made, name)
    with pytest.raises((AttributeError, TypeError)):
        made.another = 1
    assert getattr(made, name) == before
    assert not hasattr(made, "__dict__")


@pytest.mark.parametrize("made", [NODE, FLOW, NODE.bounds, Quick(kind="x")])
def test_it_is_copied_and_sent_as_it_is(made: object) -> None:
    for copied in (replace(made), copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert copied == made
        assert type(copied) is type(made)


@pytest.mark.parametrize("told", [{}, {"kind": "x", "other": 1}, {"number": 1}])
def test_it_asks_for_its_own_fields(told: dict[str, object]) -> None:
    with pytest.raises(TypeError, match="argument"):
        Quick(**told)


def test_a_derived_dataclass_has_the_fields_of_both() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Derived(Quick):
        extra: int = 0

    made = Derived(kind="x", extra=2)
    assert type(made) is Derived
    assert (made.kind, made.number, made.extra) == ("x", 3, 2)
