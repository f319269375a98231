"""Tables of a web page into rows: a merged cell's words stand once, where it begins, and the columns stay in line."""

from collections.abc import Iterator

from putright.documents.html_words import Node, hidden, inner_text

__all__ = ["is_layout", "table_rows"]

_MOST_COLUMNS = 100
_MOST_ROWS_MERGED = 1_000


def is_layout(table: Node) -> bool:
    """Whether a table only arranges the page: it has one cell a row and another table or many paragraphs inside."""
    if table.attributes.get("role") in {"presentation", "none"}:
        return True
    if table.css_first("table table") is None and table.css_first("td table") is None:
        return False
    return all(len(list(_cells(row))) <= 1 for row in _rows(table))


def table_rows(table: Node, opened: frozenset[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each row's number in the table, and its cells; rows of an inner table are words of the cell they stand in."""
    carried: dict[int, int] = {}
    for number, row in enumerate(_rows(table), 1):
        if hidden(row, opened):
            continue
        cells: list[str] = []
        for cell in _cells(row):
            _fill_merged(cells, carried)
            wide, tall = _span(cell, "colspan", _MOST_COLUMNS), _span(cell, "rowspan", _MOST_ROWS_MERGED)
            words = "" if hidden(cell, opened) else inner_text(cell, opened)
            for column in range(len(cells), min(len(cells) + wide, _MOST_COLUMNS)):
                if tall > 1:
                    carried[column] = tall
                cells.append(words if column == len(cells) and words else "")
                words = ""
            if len(cells) >= _MOST_COLUMNS:
                break
        _fill_merged(cells, carried)
        carried = {column: left - 1 for column, left in carried.items() if left > 1}
        yield number, tuple(cells)


def _fill_merged(cells: list[str], carried: dict[int, int]) -> None:
    """Empty cells for columns that a cell from a row above still covers."""
    while carried.get(len(cells), 0) and len(cells) < _MOST_COLUMNS:
        cells.append("")


def _span(cell: Node, name: str, most: int) -> int:
    value = (cell.attributes.get(name) or "1").strip()
    return max(1, min(int(value), most)) if value.isdecimal() and len(value) < 6 else 1  # noqa: PLR2004  digits


def _rows(table: Node) -> Iterator[Node]:
    """The table's own rows, not those of tables inside it."""
    child = table.first_child
    while child is not None:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            inner = child.first_child
            while inner is not None:
                if inner.tag == "tr":
                    yield inner
                inner = inner.next
        child = child.next


def _cells(row: Node) -> Iterator[Node]:
    child = row.first_child
    while child is not None:
        if child.tag in {"td", "th"}:
            yield child
        child = child.next
