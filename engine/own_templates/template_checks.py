"""Find what is wrong with a template: before it is used, names that are not there and what no template may do.

What it may name are the parts of the value that it is given, by their types.
"""

from __future__ import annotations

import dataclasses
import types
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from jinja2 import TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError, TemplateError, UndefinedError

from chamdiem.engine.paper.templates import sandbox
from chamdiem.rules.records.faults import Fault, Place
from chamdiem.rules.records.scalars import listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2.sandbox import SandboxedEnvironment


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value consists of: named parts, items of a list, or neither, as a text. `kind` is its type in words."""

    kind: str
    parts: Mapping[str, Shape] | None = None
    items: Shape | None = None


ANYTHING = Shape("any")
"""A value that the template made itself, about which nothing is said."""


def shape_of(type_: Any) -> Shape:  # noqa: ANN401 - any annotation
    """Return the shape of a type: of a dataclass, a tuple of items, an optional value, or a plain one."""
    if dataclasses.is_dataclass(type_):
        hints = get_type_hints(type_)
        return Shape("parts", parts={field.name: shape_of(hints[field.name]) for field in dataclasses.fields(type_)})
    if get_origin(type_) is tuple:
        return Shape("list", items=shape_of(get_args(type_)[0]))
    if get_origin(type_) is types.UnionType:
        known = [shape_of(each) for each in get_args(type_) if each is not types.NoneType]
        return dataclasses.replace(known[0], kind=f"{known[0].kind}?")
    return Shape("yes_no" if type_ is bool else "text")


_IN_MACROS = dict.fromkeys(("caller", "varargs", "kwargs"), ANYTHING)


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing wrong with a template: the code of its sentence, the line, and the name that it is about."""

    code: str
    line: int
    name: str
    allowed: str = ""


def slips_of(source: str, given: Mapping[str, Shape]) -> tuple[Slip, ...]:
    """Return everything that is wrong with a template that is given some values, in the order of lines."""
    environment = sandbox()
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        return (Slip("template.syntax", error.lineno, ""),)
    # Names that are set anywhere count as known everywhere. Jinja's scopes are finer, but a false alarm would keep a
    # good template out, and a name that is missed still fails when the sheet is filled in (StrictUndefined).
    stored = {name.name: ANYTHING for name in tree.find_all(nodes.Name) if name.ctx != "load"}
    macros = {macro.name: ANYTHING for macro in tree.find_all(nodes.Macro)}
    checker = _Checker(environment, given)
    checker.visit(tree, {**dict.fromkeys(environment.globals, ANYTHING), **macros, **stored, **given})
    return tuple(sorted(dict.fromkeys(checker.slips), key=lambda slip: slip.line))


@dataclass
class _Checker:
    environment: SandboxedEnvironment
    given: Mapping[str, Shape]
    slips: list[Slip] = field(default_factory=list)

    def visit(self, node: nodes.Node, scope: Mapping[str, Shape]) -> Shape:
        """Check a node and all below it, and return the shape of its value."""
        match node:
            case nodes.Name():
                return self._name(node, scope)
            case nodes.Getattr():
                return self._part(node, node.attr, scope)
            case nodes.Getitem():
                return self._item(node, scope)
            case _:
                self._statement(node, scope)
                return ANYTHING

    def _statement(self, node: nodes.Node, scope: Mapping[str, Shape]) -> None:
        match node:
            case nodes.For():
                self._for(node, scope)
                return
            case nodes.Macro() | nodes.CallBlock():
                scope = {**scope, **_IN_MACROS, **{argument.name: ANYTHING for argument in node.args}}
            case nodes.Filter() | nodes.Test():
                self._known(node)
            case nodes.ScopedEvalContextModifier():
                self._slip("template.escape", node, "autoescape")
            case nodes.Include() | nodes.Import() | nodes.FromImport() | nodes.Extends():
                self._slip("template.outside", node, type(node).__name__.lower())
        for child in node.iter_child_nodes():
            self.visit(child, scope)

    def _for(self, node: nodes.For, scope: Mapping[str, Shape]) -> None:
        items = self.visit(node.iter, scope).items or ANYTHING
        names = {name.name: ANYTHING for name in node.target.find_all(nodes.Name)}
        if isinstance(node.target, nodes.Name):
            names = {node.target.name: items}
        inner = {**scope, "loop": ANYTHING, **names}
        for child in (*node.body, *([node.test] if node.test else [])):
            self.visit(child, inner)
        for child in node.else_:
            self.visit(child, scope)

    def _name(self, node: nodes.Name, scope: Mapping[str, Shape]) -> Shape:
        if node.ctx != "load" or node.name in scope:
            return scope.get(node.name, ANYTHING)
        self._slip("template.unknown", node, node.name, listed(self.given))
        return ANYTHING

    def _part(self, node: nodes.Getattr | nodes.Getitem, part: str, scope: Mapping[str, Shape]) -> Shape:
        shape = self.visit(node.node, scope)
        # The sandbox would refuse it as well, when the first sheet is made; the author should hear of it today.
        if part.startswith("_"):
            self._slip("template.private", node, part)
        elif shape.parts is not None and part not in shape.parts:
            self._slip("template.unknown", node, ".".join((*_path(node.node), part)), listed(shape.parts))
        return (shape.parts or {}).get(part, ANYTHING)

    def _item(self, node: nodes.Getitem, scope: Mapping[str, Shape]) -> Shape:
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._part(node, node.arg.value, scope)
        self.visit(node.arg, scope)
        shape = self.visit(node.node, scope)
        return shape if isinstance(node.arg, nodes.Slice) else shape.items or ANYTHING

    def _known(self, node: nodes.Filter | nodes.Test) -> None:
        known = self.environment.filters if isinstance(node, nodes.Filter) else self.environment.tests
        if node.name not in known:
            self._slip("template.filter", node, node.name)

    def _slip(self, code: str, node: nodes.Node, name: str, allowed: str = "") -> None:
        self.slips.append(Slip(code, node.lineno, shown(name), allowed))


def _path(node: nodes.Node) -> Iterator[str]:
    """Yield the names that lead to a value, as far as they are plain names."""
    if isinstance(node, nodes.Getattr):
        yield from (*_path(node.node), node.attr)
    elif isinstance(node, nodes.Name):
        yield node.name


def fault_of(error: Exception) -> Fault:
    """Return the fault of a template that failed while it was filled in, with its line where that is known."""
    line = _line_in_template(error)
    place = Place("", line, 1) if line else None
    match error:
        case UndefinedError():
            return Fault("template.undefined", place=place)
        case SecurityError():
            return Fault("template.forbidden", place=place)
        case TemplateError():
            return Fault("template.syntax", place=place)
        case _:
            return Fault("template.failed", details={"reason": type(error).__name__}, place=place)


def _line_in_template(error: Exception) -> int:
    line, trace = 0, error.__traceback__
    # The innermost frame of the template counts: an error inside a macro stands where the macro says it, not where it
    # is called.
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
