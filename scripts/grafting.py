"""Change a module that is loaded: give its functions, classes and constants what another source says.

A change is tried in a process that has everything loaded already, which is many times quicker than a new
one. Functions keep their identity and get the other code, so that whoever imported them has the change too;
a constant is exchanged wherever it was imported. Caches are emptied after that.
"""

from __future__ import annotations

import functools
import gc
import sys
from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import cast

import attrs

__all__ = ["empty_caches", "graft"]

_PLAIN = (int, float, str, bool, type(None))
_CACHE = type(functools.cache(len))
_KEPT = ("nameresolve.tables", "nameresolve.vocabulary", "nameresolve.unicode", "nameresolve.symbols",
         "nameresolve.romanization", "nameresolve.sounds")  # fmt: skip
"""Modules below those that are changed: what they remember stays right."""


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
    return count


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


def empty_caches() -> None:
    """Empty the caches of our functions and of the tests, but for those of tables and letters."""
    for each in gc.get_objects():
        if isinstance(each, _CACHE):
            name = str(getattr(each, "__module__", ""))
            if not name.startswith(_KEPT) and (name.startswith(("nameresolve", "tests.")) or "test" in name):
                each.cache_clear()
