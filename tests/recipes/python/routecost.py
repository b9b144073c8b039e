"""routecost for Python: prices phone numbers by the longest prefix of carriers' route lists.

    from routecost import Table

    with Table("routes.table") as table:
        table.price(["+442071234567", "4915112345"])      # ['0.012', None]

Python 3.9 or later. One file over the shared library: put it beside your program, and the library where the loader finds
it (or name it in ROUTECOST_LIBRARY). Costs are texts, as the lists spell them, because a float is
not exact; decimal.Decimal reads them.

Lists, tuples and numpy arrays need Python alone. pyarrow, pandas and polars are used where numbers
come in one of their columns; the strings of such a column are not copied.

A table is read-only: any number of threads may use it at once. The library works without Python's
lock, so they run side by side.
"""

from __future__ import annotations

import ctypes
import datetime
import os
import threading
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

__all__ = ["InvalidNumber", "Offer", "Prices", "RoutecostError", "Table", "version"]

_INTERFACE = "0.2."  # versions of the library that this file describes


class RoutecostError(Exception):
    """The library refused: str() says why. line and column are 0 where there is none."""

    def __init__(self, reason: str, code: int = 0, line: int = 0, column: int = 0) -> None:
        super().__init__(reason)
        self.code, self.line, self.column = code, line, column


class InvalidNumber(RoutecostError, ValueError):
    """A text is not a phone number. index says which of the texts."""

    def __init__(self, reason: str, index: int = 0) -> None:
        super().__init__(reason)
        self.index = index


class Offer(NamedTuple):
    """What a carrier asks for a number."""

    carrier: str
    cost: str
    prefix: str


class Prices(NamedTuple):
    """Costs, and the carriers that ask them, in columns of the kind of the numbers."""

    costs: Any
    carriers: Any


# ---- The library's types: include/routecost.h has them with their meaning ----------------------


class _Text(ctypes.Structure):
    _fields_ = [("bytes", ctypes.c_char_p), ("length", ctypes.c_size_t)]


class _View(ctypes.Structure):  # an rc_text that the library owns
    _fields_ = [("bytes", ctypes.c_void_p), ("length", ctypes.c_size_t)]

    def text(self) -> str:
        return _to_str(ctypes.string_at(self.bytes, self.length)) if self.length else ""


class _Error(ctypes.Structure):
    _fields_ = [
        ("code", ctypes.c_int),
        ("os_error", ctypes.c_int),
        ("line", ctypes.c_uint64),
        ("column", ctypes.c_uint64),
        ("hint", ctypes.c_int),
        ("reason", ctypes.c_char * 512),
        ("hint_value", ctypes.c_char * 128),
    ]


class _Column(ctypes.Structure):
    _fields_ = [("number", ctypes.c_size_t), ("name", _Text)]


class _Increment(ctypes.Structure):
    _fields_ = [("first", ctypes.c_uint32), ("next", ctypes.c_uint32)]


_Columns, _Texts = ctypes.POINTER(_Column), ctypes.POINTER(_Text)
_ENUMS = {
    "header": ("auto", "yes", "no"),
    "date_order": ("none", "dmy", "mdy"),
    "duplicates": ("cheapest", "first", "last", "error"),
}
_COUNTS = {
    "joined_columns": "n_joined_columns",
    "blocked": "n_blocked",
    "carried_columns": "n_carried_columns",
}


class _LoadOptions(ctypes.Structure):
    _fields_ = [
        ("delimiter", ctypes.c_char),
        ("header", ctypes.c_int),
        ("n_skipped_lines", ctypes.c_uint64),
        ("prefix_column", _Column),
        ("joined_columns", _Columns),
        ("n_joined_columns", ctypes.c_size_t),
        ("cost_column", _Column),
        ("effective_column", _Column),
        ("until_column", _Column),
        ("at", ctypes.c_uint32),
        ("date_order", ctypes.c_int),
        ("decimal_comma", ctypes.c_bool),
        ("currency", _Text),
        ("factor", _Text),
        ("prepend", _Text),
        ("blocked", _Texts),
        ("n_blocked", ctypes.c_size_t),
        ("blocked_column", _Column),
        ("carried_columns", _Columns),
        ("n_carried_columns", ctypes.c_size_t),
        ("increment_column", _Column),
        ("next_column", _Column),
        ("fee_column", _Column),
        ("increment", _Increment),
        ("connect_fee", _Text),
        ("duplicates", ctypes.c_int),
        ("idd", _Text),
        ("plus_optional", ctypes.c_bool),
        ("skip_bad_rows", ctypes.c_bool),
        ("keep_carriers", ctypes.c_bool),
        ("compare_duplicates", ctypes.c_bool),
        ("n_threads", ctypes.c_uint),
        ("on_fault", ctypes.c_void_p),
        ("on_warning", ctypes.c_void_p),
        ("fault_context", ctypes.c_void_p),
    ]


_FaultFn = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(_Error))
_ReadFn = ctypes.CFUNCTYPE(
    ctypes.c_size_t, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.POINTER(ctypes.c_bool)
)


class _Reader(ctypes.Structure):
    _fields_ = [("context", ctypes.c_void_p), ("read", _ReadFn)]


class _OfferStruct(ctypes.Structure):
    _fields_ = [
        ("carrier", ctypes.c_size_t),
        ("cost", _View),
        ("prefix", _View),
        ("order", ctypes.c_uint32),
    ]


class _TextArray(ctypes.Structure):
    _fields_ = [
        ("bytes", ctypes.c_void_p),
        ("n_texts", ctypes.c_size_t),
        ("offsets", ctypes.c_void_p),
        ("long_offsets", ctypes.c_void_p),
    ]


class _PriceArray(ctypes.Structure):
    _fields_ = [
        ("costs", ctypes.c_void_p),
        ("costs_size", ctypes.c_size_t),
        ("cost_offsets", ctypes.c_void_p),
        ("statuses", ctypes.c_void_p),
        ("carriers", ctypes.c_void_p),
    ]


_STRUCTS = {  # the names in the headers, for the test of the layouts
    "rc_text": _Text,
    "rc_error": _Error,
    "rc_column": _Column,
    "rc_increment": _Increment,
    "rc_load_options": _LoadOptions,
    "rc_reader": _Reader,
    "rc_offer": _OfferStruct,
    "rc_text_array": _TextArray,
    "rc_price_array": _PriceArray,
}

_ROUTED, _UNROUTED, _INVALID = 0, 1, 2  # of rc_lookup_status
_COST_LENGTH_MAX = 255
_ERROR_MEMORY, _FAULT_NUMBER = 1, 14  # of rc_code


def _load_library() -> ctypes.CDLL:
    names = [os.environ.get("ROUTECOST_LIBRARY"), "libroutecost.so.0.2", "libroutecost.so"]
    failures = []
    for name in filter(None, names):
        try:
            library = ctypes.CDLL(name)
            break
        except OSError as failure:
            failures.append(str(failure))
    else:
        raise ImportError("no shared library of routecost: " + "; ".join(failures))
    table, size, error = ctypes.c_void_p, ctypes.c_size_t, ctypes.POINTER(_Error)
    for name, result, *parameters in (
        ("rc_version", ctypes.c_char_p),
        ("rc_builder_new", table, ctypes.POINTER(_LoadOptions)),
        ("rc_builder_free", None, table),
        ("rc_builder_begin_carrier", ctypes.c_int, table, _Text, error),
        ("rc_builder_read", ctypes.c_int, table, _Reader, error),
        ("rc_builder_seal", ctypes.c_int, table, ctypes.POINTER(table), error),
        ("rc_table_free", None, table),
        ("rc_table_carriers", size, table),
        ("rc_table_carrier_name", _View, table, size),
        ("rc_table_keeps_carriers", ctypes.c_bool, table),
        ("rc_table_rank", ctypes.c_int, table, _Text, ctypes.c_void_p, size, ctypes.POINTER(size)),
        ("rc_table_price_array", size, table, ctypes.POINTER(_TextArray), size,
         ctypes.POINTER(_PriceArray)),
    ):  # fmt: skip
        function = getattr(library, name)
        function.restype, function.argtypes = result, parameters
    found = library.rc_version().decode()
    if not found.startswith(_INTERFACE):
        raise ImportError(f"routecost.py needs the library's version {_INTERFACE}*, not {found}")
    return library


_library = _load_library()


def version() -> str:
    """Returns the version of the library."""
    return _library.rc_version().decode()


# ---- Options ------------------------------------------------------------------------------------


def _to_str(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _to_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _text(value: str | bytes) -> _Text:
    raw = value if isinstance(value, bytes) else _to_bytes(value)
    return _Text(raw, len(raw))


def _column(value: str | int) -> _Column:
    return _Column(value, _Text()) if isinstance(value, int) else _Column(0, _text(value))


def _convert(name: str, kind: Any, value: Any) -> Any:
    if name in _ENUMS:
        if value not in _ENUMS[name]:
            raise ValueError(f"{name} is one of {', '.join(_ENUMS[name])}, not {value!r}")
        return _ENUMS[name].index(value)
    if isinstance(value, datetime.date):
        return 10000 * value.year + 100 * value.month + value.day
    if kind is _Column:
        return _column(value)
    if kind is _Increment:
        return _Increment(*value)
    if kind is _Text:
        return _text(str(value))
    return value.encode("ascii") if kind is ctypes.c_char else value


def _make_options(given: Mapping[str, Any]) -> _LoadOptions:
    """Fills rc_load_options from its members' names."""
    options, kinds = _LoadOptions(keep_carriers=True), dict(_LoadOptions._fields_)
    hidden = {"on_fault", "on_warning", "fault_context", *_COUNTS.values()}
    for name, value in given.items():
        if name not in kinds or name in hidden:
            raise TypeError(f"there is no option {name!r}")
        if name not in _COUNTS:
            setattr(options, name, _convert(name, kinds[name], value))
            continue
        if isinstance(value, str):
            raise TypeError(f"{name} takes several texts: a list")
        item, make = (_Text, _text) if name == "blocked" else (_Column, _column)
        setattr(options, name, (item * len(value))(*map(make, value)))
        setattr(options, _COUNTS[name], len(value))
    return options


# ---- Loading ------------------------------------------------------------------------------------


class _Loader:
    """A builder with the faults of the list at hand."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self.options, self.faults = _make_options(options), []
        self.on_fault = _FaultFn(lambda _, fault: self.faults.append(
            f"line {fault.contents.line}: {_to_str(fault.contents.reason)}"))  # fmt: skip
        self.options.on_fault = ctypes.cast(self.on_fault, ctypes.c_void_p)
        self.error, self.failure = _Error(), None
        self.builder = _library.rc_builder_new(ctypes.byref(self.options))
        if not self.builder:
            raise MemoryError

    def check(self, code: int, where: str) -> None:
        if self.failure:  # of Python's own reading
            raise self.failure
        if code == 0:
            return
        if code == _ERROR_MEMORY:
            raise MemoryError
        e = self.error
        reason = "\n".join([_to_str(e.reason), *self.faults])
        if e.os_error:
            reason += f": {os.strerror(e.os_error)}"
        line = f"{e.line}:" if e.line else ""
        raise RoutecostError(f"{where}:{line} {reason}", code, e.line, e.column)

    def add(self, carrier: str, path: str) -> None:
        self.faults.clear()
        with open(path, "rb", buffering=0) as stream:

            def read(_: Any, room: int, size: int, failed: Any) -> int:
                try:
                    return stream.readinto((ctypes.c_char * size).from_address(room))
                except BaseException as failure:  # it cannot cross the library
                    self.failure = failure
                    failed[0] = True
                    return 0

            callback = _ReadFn(read)
            begun = _library.rc_builder_begin_carrier(
                self.builder, _text(carrier), ctypes.byref(self.error))  # fmt: skip
            self.check(begun, path)
            reader = _Reader(None, callback)
            self.check(_library.rc_builder_read(self.builder, reader, ctypes.byref(self.error)), path)

    def seal(self, where: str) -> int:
        table = ctypes.c_void_p()
        code = _library.rc_builder_seal(
            self.builder, ctypes.byref(table), ctypes.byref(self.error))  # fmt: skip
        self.check(code, where)
        assert table.value
        return table.value

    def free(self) -> None:
        _library.rc_builder_free(self.builder)


def _name_carriers(lists: Any) -> list[tuple[str, str]]:
    """Returns carriers' names and files: names are those of the files, without .csv."""
    if isinstance(lists, (str, os.PathLike)):
        lists = [lists]
    if isinstance(lists, Mapping):
        return [(name, os.fspath(path)) for name, path in lists.items()]
    paths = [os.fspath(path) for path in lists]
    return [(os.path.splitext(os.path.basename(path))[0] or path, path) for path in paths]


# ---- Columns of numbers --------------------------------------------------------------------------


class _Numbers:
    """Texts one behind the other, and what keeps their memory alive. nulls: their indices."""

    def __init__(self, data: int, n: int, offsets: int, wide: bool, keep: Any, nulls: Any) -> None:
        self.struct = _TextArray(data, n, None if wide else offsets, offsets if wide else None)
        self.keep, self.nulls = keep, nulls


def _from_texts(texts: Iterable[Any]) -> _Numbers:
    """Joins Python's own strings, whose bytes stand apart in memory."""
    texts = list(texts)
    nulls = [i for i, text in enumerate(texts) if text is None or text != text]
    for i in nulls:
        texts[i] = ""
    try:
        joined = "".join(texts)
    except TypeError:
        i, text = next((i, text) for i, text in enumerate(texts) if not isinstance(text, str))
        raise TypeError(
            f"number {i} is {type(text).__name__}, not str: an integer has lost its + and zeros"
        ) from None
    raw = joined.encode("ascii", "replace")  # character for character; '?' is in no number
    offsets, at = array("q", bytes(8 * (len(texts) + 1))), 0
    for i, text in enumerate(texts, 1):
        at += len(text)
        offsets[i] = at
    data = ctypes.cast(ctypes.c_char_p(raw), ctypes.c_void_p).value or 0
    return _Numbers(data, len(texts), offsets.buffer_info()[0], True, (raw, offsets), nulls)


def _from_arrow(column: Any, pa: Any) -> _Numbers:
    """Takes the buffers of an Arrow array as they are."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_null(column.type):
        column = column.cast(pa.string())
    if pa.types.is_string_view(column.type):
        column = column.cast(pa.large_string())  # its texts stand apart in memory
    wide = pa.types.is_large_string(column.type)
    if not wide and not pa.types.is_string(column.type):
        raise TypeError(f"numbers are {column.type}, not string: an integer has lost its + and zeros")
    _, offsets, data = column.buffers()
    if len(column) == 0 or offsets is None:
        return _from_texts([])
    at = offsets.address + column.offset * (8 if wide else 4)
    return _Numbers(data.address if data else 0, len(column), at, wide, column, None)


class _Priced:
    """The prices of _Numbers."""

    def __init__(self, table: int, numbers: _Numbers, with_carriers: bool) -> None:
        n = self.n = numbers.struct.n_texts
        self.offsets = array("q", bytes(8 * (n + 1)))
        self.statuses = bytearray(n)
        self.carriers = array("I", bytes(4 * n)) if with_carriers else None
        size, done = 8 * n + _COST_LENGTH_MAX, 0
        self.costs = bytearray(size)
        while True:
            out = _PriceArray(
                _address(self.costs), size, self.offsets.buffer_info()[0], _address(self.statuses),
                self.carriers.buffer_info()[0] if with_carriers else None)  # fmt: skip
            done = _library.rc_table_price_array(
                table, ctypes.byref(numbers.struct), done, ctypes.byref(out))  # fmt: skip
            if done == n:
                return
            self.costs.extend(bytes(size))
            size *= 2


def _address(room: bytearray) -> int:
    # The view is dropped at once, so that the bytearray can grow later.
    return ctypes.addressof(ctypes.c_char.from_buffer(room)) if room else 0


class Table:
    """The routes of one or more carriers.

    lists: the path of a compiled table or of a list; or several, whose carriers have the names of
    the files without their ends; or a dict of names and paths. options: the members of
    rc_load_options in routecost.h, for example delimiter=";", prefix_column="Code", cost_column=3,
    idd="00,011", at=datetime.date.today(), duplicates="last", blocked=["n/a"], n_threads=2.

    Raises RoutecostError for a list or table that is refused, OSError for one that cannot be read.
    """

    def __init__(self, lists: Any, **options: Any) -> None:
        self._handle: int | None = None
        self._users, self._lock = 0, threading.Lock()
        self._closing = False
        carriers = _name_carriers(lists)
        loader = _Loader(options)
        try:
            for name, path in carriers:
                loader.add(name, path)
            self._handle = loader.seal(", ".join(path for _, path in carriers))
        finally:
            loader.free()
        n = _library.rc_table_carriers(self._handle)
        self.carriers: tuple[str, ...] = tuple(
            _library.rc_table_carrier_name(self._handle, i).text() for i in range(n))  # fmt: skip
        """The carriers' names, in the order of their lists."""

    # Threads that are in the library keep the table: the last one out frees it.

    def _enter(self) -> int:
        with self._lock:
            if self._handle is None or self._closing:
                raise ValueError("the table is closed")
            self._users += 1
            return self._handle

    def _leave(self) -> None:
        with self._lock:
            self._users -= 1
            self._free_unused()

    def _free_unused(self) -> None:
        if self._closing and self._users == 0 and self._handle is not None:
            _library.rc_table_free(self._handle)
            self._handle = None

    def close(self) -> None:
        """Frees the table, once no other thread uses it. A second call does nothing."""
        with self._lock:
            self._closing = True
            self._free_unused()

    def __enter__(self) -> Table:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        if getattr(self, "_handle", None) is not None:
            self.close()

    # ---- One number

    def cost(self, number: str) -> str | None:
        """Returns what a number costs; None without a route. Raises InvalidNumber."""
        return self.price([number])[0]

    def ranks(self, number: str, n: int | None = None) -> list[Offer]:
        """Returns the n cheapest offers for a number, cheapest first; all of them without n."""
        n = len(self.carriers) if n is None else min(n, len(self.carriers))
        if n < 0:
            raise ValueError("n is below 0")
        handle = self._enter()
        try:
            offers, count = (_OfferStruct * max(n, 1))(), ctypes.c_size_t()
            text = _text(number.encode("ascii", "replace"))
            code = _library.rc_table_rank(handle, text, offers, n, ctypes.byref(count))
            if code == _FAULT_NUMBER:
                raise _refuse(number, 0)
            if code:
                raise RoutecostError("the table has not kept its carriers", code)
            return [
                Offer(self.carriers[o.carrier], o.cost.text(), o.prefix.text())
                for o in offers[: count.value]
            ]
        finally:
            self._leave()

    # ---- Many numbers

    def price(self, numbers: Any, *, no_route: str | None = None, invalid: str = "raise") -> Any:
        """Returns the cheapest cost of each number, in a column of the kind of the numbers.

        numbers: a list, tuple or numpy array of str; a column of strings of pyarrow, pandas or
        polars. None, NaN or null gives the same back.
        no_route: the cost of a number that no carrier takes.
        invalid: "raise" raises InvalidNumber for a text that is no number; "null" gives None.
        """
        return self._price(numbers, no_route, invalid, False).costs

    def price_carriers(
        self, numbers: Any, *, no_route: str | None = None, invalid: str = "raise"
    ) -> Prices:
        """Returns the costs as price() does, and the names of the carriers that ask them."""
        return self._price(numbers, no_route, invalid, True)

    def _price(self, numbers: Any, no_route: str | None, invalid: str, with_carriers: bool) -> Prices:
        if invalid not in ("raise", "null"):
            raise ValueError(f'invalid is "raise" or "null", not {invalid!r}')
        if isinstance(numbers, (str, bytes)):
            raise TypeError("one text is no list of numbers: use cost()")
        how = _Way(self, no_route, invalid, with_carriers)
        module = type(numbers).__module__.partition(".")[0]
        if module == "pyarrow":
            return how.price_arrow(numbers)
        if module == "pandas":
            return how.price_pandas(numbers)
        if module == "polars":
            return how.price_polars(numbers)
        if module == "numpy":
            return how.price_numpy(numbers)
        return how.price_texts(numbers)


def _refuse(number: Any, index: int) -> InvalidNumber:
    shown = ascii(number if len(number) <= 40 else number[:40] + "...")
    return InvalidNumber(f"{shown} is not a number", index)


class _Way(NamedTuple):
    """How one call prices."""

    table: Table
    no_route: str | None
    invalid: str
    with_carriers: bool

    def price(self, numbers: _Numbers) -> _Priced:
        handle = self.table._enter()
        try:
            return _Priced(handle, numbers, self.with_carriers)
        finally:
            self.table._leave()

    def price_texts(self, numbers: Iterable[Any]) -> Prices:
        texts = numbers if isinstance(numbers, Sequence) else list(numbers)
        prepared = _from_texts(texts)
        p, nulls = self.price(prepared), set(prepared.nulls)
        joined, offsets = bytes(p.costs[: p.offsets[p.n]]).decode("ascii"), p.offsets
        if p.n > 0 and not any(p.statuses):
            costs: list[str | None] = [joined[offsets[i] : offsets[i + 1]] for i in range(p.n)]
        else:
            costs = [self._choose(p, i, joined, texts, nulls) for i in range(p.n)]
        carriers = None
        if p.carriers is not None:
            names = self.table.carriers
            carriers = [None if s else names[c] for s, c in zip(p.statuses, p.carriers)]
        return Prices(costs, carriers)

    def _choose(self, p: _Priced, i: int, joined: str, texts: Any, nulls: set[int]) -> str | None:
        if p.statuses[i] == _ROUTED:
            return joined[p.offsets[i] : p.offsets[i + 1]]
        if i in nulls:
            return None
        if p.statuses[i] != _INVALID:
            return self.no_route
        if self.invalid == "raise":
            raise _refuse(texts[i], i)
        return None

    def price_numpy(self, numbers: Any) -> Prices:
        import numpy as np

        if numbers.ndim != 1 or numbers.dtype.kind not in "UOT":
            raise TypeError(f"numbers are {numbers.dtype}, not one row of str")
        costs, carriers = self.price_texts(numbers.tolist())
        return Prices(
            np.array(costs, dtype=object),
            None if carriers is None else np.array(carriers, dtype=object),
        )

    def price_arrow(self, numbers: Any) -> Prices:
        import pyarrow as pa
        import pyarrow.compute  # noqa: F401  pa.compute

        if not isinstance(numbers, pa.ChunkedArray):
            return self._price_chunk(numbers, 0, pa)
        at, chunks = 0, []
        for chunk in numbers.chunks:
            chunks.append(self._price_chunk(chunk, at, pa))
            at += len(chunk)
        costs = pa.chunked_array([c.costs for c in chunks], pa.large_string())
        if not self.with_carriers:
            return Prices(costs, None)
        return Prices(costs, pa.chunked_array([c.carriers for c in chunks], pa.large_string()))

    def _price_chunk(self, numbers: Any, first: int, pa: Any) -> Prices:
        import numpy as np

        prepared = _from_arrow(numbers, pa)
        p = self.price(prepared)
        statuses = np.frombuffer(p.statuses, np.uint8)
        is_null = np.zeros(p.n, bool)
        if numbers.null_count:
            is_null = numbers.is_null().to_numpy(zero_copy_only=False)
        if self.invalid == "raise":
            bad = np.flatnonzero((statuses == _INVALID) & ~is_null)
            if len(bad):
                raise _refuse(numbers[int(bad[0])].as_py(), first + int(bad[0]))
        is_set = (statuses == _ROUTED) & ~is_null
        costs = _make_arrow(p, is_set, pa, np)
        if self.no_route is not None:
            unrouted = pa.array((statuses == _UNROUTED) & ~is_null)
            costs = pa.compute.if_else(unrouted, pa.scalar(self.no_route, pa.large_string()), costs)
        if p.carriers is None:
            return Prices(costs, None)
        indices = pa.array(np.frombuffer(p.carriers, np.uint32), mask=~is_set)
        return Prices(costs, pa.array(self.table.carriers, pa.large_string()).take(indices))

    def price_pandas(self, numbers: Any) -> Prices:
        import pandas as pd
        import pyarrow as pa

        if not isinstance(numbers, pd.Series):
            raise TypeError(f"numbers are a {type(numbers).__name__}, not a Series: choose a column")
        if pd.api.types.is_object_dtype(numbers.dtype):
            made = self.price_texts(numbers.tolist())
        else:
            made = self.price_arrow(_chunked(pa.array(numbers), pa))
        kind = pd.StringDtype("pyarrow")

        def series(values: Any) -> Any:
            if values is None:
                return None
            return pd.Series(values, index=numbers.index, dtype=kind, name=None)

        return Prices(series(made.costs), series(made.carriers))

    def price_polars(self, numbers: Any) -> Prices:
        import polars as pl
        import pyarrow as pa

        if not isinstance(numbers, pl.Series):
            raise TypeError(f"numbers are a {type(numbers).__name__}, not a Series: choose a column")
        made = self.price_arrow(_chunked(numbers.to_arrow(), pa))
        carriers = None if made.carriers is None else pl.Series("carrier", made.carriers)
        return Prices(pl.Series("cost", made.costs), carriers)


def _chunked(column: Any, pa: Any) -> Any:
    return column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column])


def _make_arrow(p: _Priced, is_set: Any, pa: Any, np: Any) -> Any:
    """Makes the column of the costs out of the memory that the library wrote."""
    validity = None
    if not is_set.all():
        validity = pa.py_buffer(np.packbits(is_set, bitorder="little").tobytes())
    return pa.Array.from_buffers(
        pa.large_string(), p.n, [validity, pa.py_buffer(p.offsets), pa.py_buffer(p.costs)])  # fmt: skip
