"""The base class of values with personal data in them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import Any, ClassVar, NoReturn, dataclass_transform


@dataclass_transform(frozen_default=True)
class Sealed:
    """A value with personal data in it, which cannot be changed.

    It is no dataclass and has no `__dict__`: loggers and JSON encoders take those apart and write
    every part. This one they can only show, as `repr` does.
    """

    __slots__: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *values: Any, **named: Any) -> None:
        names = self.__slots__
        named.update(zip(names, values, strict=False))
        if len(values) > len(names) or named.keys() != {*names}:
            raise TypeError(f"{type(self).__name__} has exactly {', '.join(names)}")
        for name in names:
            object.__setattr__(self, name, named[name])

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(getattr(self, name) for name in self.__slots__)
