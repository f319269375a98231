"""A QR code as an SVG of one path, without any style, so that it stands in a page under the strictest policy."""

import qrcode  # type: ignore[import-untyped]  # it publishes no types

__all__ = ["qr_svg"]


def qr_svg(text: str, *, title: str) -> str:
    """The picture; black on white whatever the page's colours are, because cameras want that."""
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    code.make()
    matrix = code.get_matrix()
    size = len(matrix)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="232" height="232" role="img" '
        f'aria-label="{title}" shape-rendering="crispEdges"><rect width="{size}" height="{size}" fill="#fff"/>'
        f'<path fill="#000" d="{path}"/></svg>'
    )
