"""Change a module that is loaded: give its functions, classes and constants what another source says.

A change is tried in a process that has everything loaded already, which is many times quicker than a new
one. Functions keep their identity and get the other code, so that whoever imported them has the change too;
a constant is exchanged wherever it was imported. After that the caches of the module are emptied, and of
those that import it, directly or not: what the others remember stays right.
"""

from __future__ import annotations

import ast
import functools
import gc
import sys
from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import cast

import attrs

__all__ = ["dependents", "empty_caches", "graft"]

_PLAIN = (int, float, str, bool, type(None))
_CACHE = type(functools.cache(len))
_OURS = "nameresolve"


def _namespace(module: ModuleType, source: str) -> dict[str, object]:
    """Return what a source defines, run under the name of the module."""
    made = ModuleType(module.__name__)
    vars(made).update(__file__=module.__file__, __package__=module.__package__, __spec__=module.__spec__)
    exec(compile(source, str(module.__file__), "exec"), vars(made))  # noqa: S102 - our own source, changed
    return vars(made)


def graft(module: ModuleType, plain: str, source: str) -> int:
    """Give a loaded module what `source` says otherwise than `plain`; return how many things changed."""
    before, after = _namespace(module, plain), _namespace(module, source)
    count = 0
    for name, old in list(vars(module).items()):
        if name in after and not name.startswith("__"):
            count += _given(old, before[name], after[name])
            if _is_plain(after[name]) and before[name] != after[name]:
                count += _exchanged(name, old, after[name])
            elif not _functions_in(old) and repr(before[name]) != repr(after[name]):
                count += _exchanged(name, old, _remade(module, source, name, old))
    return count


def _functions_in(value: object) -> bool:
    return isinstance(value, ModuleType | type) or any(True for _ in _functions(value))


def _remade(module: ModuleType, source: str, name: str, old: object) -> object:
    """Return a value of a module as another source has it, made of the classes that are loaded."""
    found = dict(vars(module))
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and _names(node) == [name]:
            code = ast.Module([node], [])
            exec(compile(code, str(module.__file__), "exec"), found)  # noqa: S102 - our own source, changed
            return found[name]
    return old


def _names(node: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [each.id for each in targets if isinstance(each, ast.Name)]


def _is_plain(value: object) -> bool:
    if isinstance(value, tuple | list | set | frozenset):
        return all(map(_is_plain, value))
    if isinstance(value, dict):
        return all(_is_plain(each) for pair in value.items() for each in pair)
    return isinstance(value, _PLAIN)


def _exchanged(name: str, old: object, new: object) -> int:
    """Put a new constant where the old one stands under its name; return in how many modules."""
    count = 0
    for module in list(sys.modules.values()):
        if getattr(module, "__dict__", {}).get(name) is old:
            setattr(module, name, new)
            count += 1
    return count


def _functions(value: object) -> Iterator[FunctionType]:
    """Yield the functions of ours behind a value: under a cache, in a property, in a class, in a table."""
    value = getattr(value, "__wrapped__", value)
    if isinstance(value, FunctionType):
        yield value
    elif isinstance(value, property):
        yield from (each for each in (value.fget, value.fset) if isinstance(each, FunctionType))
    elif isinstance(value, functools.cached_property):
        yield cast("FunctionType", value.func)
    elif isinstance(value, classmethod | staticmethod):
        yield cast("FunctionType", value.__func__)
    elif isinstance(value, tuple | list):
        yield from (function for each in value for function in _functions(each))
    elif isinstance(value, dict):
        yield from (function for each in value.values() for function in _functions(each))
    elif isinstance(value, type):
        yield from (function for each in vars(value).values() for function in _functions(each))
        yield from _factories(value)


def _factories(of: type) -> Iterator[FunctionType]:
    fields = attrs.fields(of) if attrs.has(of) else ()
    defaults = (field.default for field in fields)
    yield from (each.factory for each in defaults if isinstance(getattr(each, "factory", None), FunctionType))


def _given(old: object, before: object, after: object) -> int:
    """Give old functions the code and the defaults that changed; return how many did."""
    count = 0
    for mine, plain, other in zip(_functions(old), _functions(before), _functions(after), strict=False):
        if plain.__code__ != other.__code__ and mine.__name__ == other.__name__:
            mine.__code__ = other.__code__
            count += 1
        if (plain.__defaults__, plain.__kwdefaults__) != (other.__defaults__, other.__kwdefaults__):
            mine.__defaults__, mine.__kwdefaults__ = other.__defaults__, other.__kwdefaults__
            count += 1
    return count


@functools.cache
def _imported(name: str) -> frozenset[str]:
    """Return the modules of ours that a loaded module imports by name, wherever in it."""
    path = str(getattr(sys.modules[name], "__file__", None) or "")
    if not path.endswith(".py"):
        return frozenset()
    with open(path, encoding="utf-8") as handle:
        tree = ast.parse(handle.read())
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
    return frozenset(each for each in found if each.startswith(_OURS))


def dependents(name: str) -> set[str]:
    """Return the loaded modules of ours that import a module, directly or not, and that module.

    >>> import nameresolve.decision, nameresolve.resolver
    >>> "nameresolve.resolver" in dependents("nameresolve.decision")
    True
    >>> "nameresolve.decision" in dependents("nameresolve.resolver")
    False
    """
    loaded = [each for each in sys.modules if each.startswith(_OURS)]
    found, size = {name}, 0
    while len(found) > size:
        size = len(found)
        found |= {each for each in loaded if not found.isdisjoint(_imported(each))}
    return found


def empty_caches(changed: str | None = None) -> None:
    """Empty the caches of a module that was changed, of whoever imports it, and of the tests; else all."""
    stale = None if changed is None else dependents(changed)
    gc.unfreeze()  # what was frozen is not among the objects
    for each in gc.get_objects():
        if isinstance(each, _CACHE):
            name = str(getattr(each, "__module__", ""))
            ours = name.startswith(_OURS) and (stale is None or name in stale)
            if ours or (not name.startswith(_OURS) and "test" in name):
                each.cache_clear()
