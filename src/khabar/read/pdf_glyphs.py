"""The glyphs of a PDF page with their places: a small machine for the operators that show text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from khabar.read.extract import UnreadableError
from khabar.read.pdf_lines import Glyph

MAX_GLYPHS = 200_000  # on one page
_DEPTH = 6  # forms within forms
Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _times(a: Matrix, b: Matrix) -> Matrix:
    """First ``a``, then ``b``."""
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


class _State(NamedTuple):
    """What ``q`` keeps and ``Q`` brings back."""

    matrix: Matrix = _UNIT
    font: Any = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


_NUMBERS = {"Tc": "spacing", "Tw": "word_spacing", "TL": "leading", "Ts": "rise"}


def glyphs_of(page: Any, reader: Any) -> list[Glyph]:
    """Every glyph of a page of pypdf's, text that stands on its side left out.

    Raises:
        UnreadableError: the page holds more letters than any article.
    """
    contents = page.get_contents()
    machine = _Machine(reader)
    if contents is not None:
        machine.run(contents, _resources(page), 0)
    return machine.glyphs


def _resources(page: Any) -> Any:
    found = page.get("/Resources")
    return found.get_object() if found is not None else {}


class _Machine:
    """Runs the operators of a page."""

    def __init__(self, reader: Any) -> None:
        self.reader = reader
        self.glyphs: list[Glyph] = []
        self.state = _State()
        self.stack: list[_State] = []
        self.text = self.line = _UNIT
        self.fonts: dict[int, Any] = {}

    def run(self, stream: Any, resources: Any, depth: int) -> None:
        """Run a stream with the fonts and forms of ``resources``."""
        from pypdf.generic import ContentStream

        for operands, operator in ContentStream(stream, self.reader, "bytes").operations:
            name = operator.decode("latin-1")
            if name == "Do":
                self._form(operands, resources, depth)
            elif name == "Tf":
                self._font(operands, resources)
            else:
                self._step(name, list(operands))

    def _step(self, name: str, operands: list[Any]) -> None:
        numbers = [float(o) for o in operands if isinstance(o, int | float)]
        if name == "q":
            self.stack.append(self.state)
        elif name == "Q":
            self.state = self.stack.pop() if self.stack else self.state
        elif name == "cm" and len(numbers) >= 6:
            self.state = self.state._replace(matrix=_times(_matrix(numbers), self.state.matrix))
        elif name == "BT":
            self.text = self.line = _UNIT
        elif name in _NUMBERS and numbers:
            self.state = self.state._replace(**{_NUMBERS[name]: numbers[0]})  # type: ignore[arg-type]
        elif name == "Tz" and numbers:
            self.state = self.state._replace(scale=numbers[0] / 100)
        else:
            self._move(name, numbers)
            self._show(name, operands, numbers)

    def _move(self, name: str, numbers: list[float]) -> None:
        """Where the next text stands."""
        if name == "Tm" and len(numbers) >= 6:
            self.text = self.line = _matrix(numbers)
        elif name in ("Td", "TD") and len(numbers) >= 2:
            if name == "TD":
                self.state = self.state._replace(leading=-numbers[1])
            self._next_line(numbers[0], numbers[1])
        elif name in ("T*", "'", '"'):
            if name == '"' and len(numbers) >= 2:
                self.state = self.state._replace(word_spacing=numbers[0], spacing=numbers[1])
            self._next_line(0.0, -self.state.leading)

    def _next_line(self, x: float, y: float) -> None:
        self.line = _times((1.0, 0.0, 0.0, 1.0, x, y), self.line)
        self.text = self.line

    def _show(self, name: str, operands: list[Any], numbers: list[float]) -> None:
        if name in ("Tj", "'", '"'):
            items: list[Any] = operands[-1:]
        elif name == "TJ" and operands and isinstance(operands[0], list):
            items = operands[0]
        else:
            return
        for item in items:
            if isinstance(item, bytes | str):
                self._string(item)
            elif isinstance(item, int | float):
                self._forward(-float(item) / 1000 * self.state.size * self.state.scale)

    def _forward(self, x: float) -> None:
        self.text = _times((1.0, 0.0, 0.0, 1.0, x, 0.0), self.text)

    def _string(self, value: bytes | str) -> None:
        state = self.state
        if state.font is None:
            return
        for code, read in _codes(state.font, value):
            width = state.font.get_text_width(code) / 1000 * state.size + state.spacing
            width += state.word_spacing if code == " " else 0.0
            self._glyph(read, width * state.scale)

    def _glyph(self, read: str, width: float) -> None:
        placed = _times(self.text, self.state.matrix)
        self._forward(width)
        end = _times(self.text, self.state.matrix)
        if abs(placed[1]) > abs(placed[0]) or not read:  # on its side
            return
        if len(self.glyphs) >= MAX_GLYPHS:
            raise UnreadableError("too_large", "a page holds more letters than any article")
        size = self.state.size * (placed[2] ** 2 + placed[3] ** 2) ** 0.5
        y = placed[5] + self.state.rise * placed[3]
        self.glyphs.append(Glyph(min(placed[4], end[4]), max(placed[4], end[4]), y, abs(size), read))

    def _font(self, operands: list[Any], resources: Any) -> None:
        from pypdf.generic._font import Font

        known = _named(resources, "/Font", operands[0] if operands else "")
        size = float(operands[1]) if len(operands) > 1 and isinstance(operands[1], int | float) else self.state.size
        if known is None:
            self.state = self.state._replace(font=None, size=size)
            return
        if id(known) not in self.fonts:
            self.fonts[id(known)] = Font.from_font_resource(known)
        self.state = self.state._replace(font=self.fonts[id(known)], size=size)

    def _form(self, operands: list[Any], resources: Any, depth: int) -> None:
        """A drawing of its own that the page shows: it may hold text."""
        form = _named(resources, "/XObject", operands[0] if operands else "")
        if form is None or form.get("/Subtype") != "/Form" or depth >= _DEPTH:
            return
        kept, stack = (self.state, self.text, self.line), self.stack
        matrix = [float(n) for n in form.get("/Matrix", _UNIT)]
        self.state, self.stack = self.state._replace(matrix=_times(_matrix(matrix), self.state.matrix)), []
        self.run(form, form["/Resources"].get_object() if "/Resources" in form else resources, depth + 1)
        (self.state, self.text, self.line), self.stack = kept, stack


def _matrix(numbers: list[float]) -> Matrix:
    a, b, c, d, e, f = numbers[-6:]
    return a, b, c, d, e, f


def _named(resources: Any, kind: str, name: Any) -> Any:
    """A font or form by its name; None where the page has none."""
    group = resources.get(kind)
    found = group.get_object().get(name) if group is not None else None
    return found.get_object() if found is not None else None


def _codes(font: Any, value: bytes | str) -> Iterator[tuple[str, str]]:
    """The codes of a string and what each stands for: a ligature is one code."""
    if isinstance(font.encoding, str) and isinstance(value, bytes):
        codes = value.decode(font.encoding, "replace")
        yield from ((code, font.character_map.get(code, code)) for code in codes)
        return
    table = font.encoding if isinstance(font.encoding, dict) else {}
    for byte in value if isinstance(value, bytes) else value.encode("latin-1", "replace"):
        read = table.get(byte, chr(byte))
        yield read, font.character_map.get(chr(byte), font.character_map.get(read, read))
