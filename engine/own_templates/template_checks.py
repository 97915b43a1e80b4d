"""Find what is wrong with a template before it is used: names that are not there, and what no template may do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chamdiem.engine.own_templates.template_shapes import ANYTHING, Shape
from chamdiem.engine.paper.templates import nodes, parse, sandbox
from chamdiem.rules.language.scalars import listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2.sandbox import SandboxedEnvironment

_IN_LOOPS = {"loop": ANYTHING}
_IN_MACROS = dict.fromkeys(("caller", "varargs", "kwargs"), ANYTHING)
_OUTSIDE = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)


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
    tree = parse(environment, source)
    if isinstance(tree, int):
        return (Slip("template.syntax", tree, ""),)
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
            case _ if isinstance(node, _OUTSIDE):
                self._slip("template.outside", node, type(node).__name__.lower())
        for child in node.iter_child_nodes():
            self.visit(child, scope)

    def _for(self, node: nodes.For, scope: Mapping[str, Shape]) -> None:
        items = self.visit(node.iter, scope).items or ANYTHING
        names = {name.name: ANYTHING for name in node.target.find_all(nodes.Name)}
        if isinstance(node.target, nodes.Name):
            names = {node.target.name: items}
        inner = {**scope, **_IN_LOOPS, **names}
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
