"""A link as a QR code to be printed: a telephone's camera opens it."""

from io import BytesIO

from PIL import Image

DOTS = 8
"""Dots of the picture for one square of the code: sharp on paper, and small."""


def square(text: str) -> bytes:
    """A PNG in black and white with the quiet border that readers want; a quarter of its area may be soiled or folded."""
    # Loaded only where papers are made: never in the process that answers people.
    from zxingcpp import BarcodeFormat, create_barcode

    made = create_barcode(text, BarcodeFormat.QRCode, ec_level="Q").to_image(scale=DOTS)
    stream = BytesIO()
    Image.fromarray(made).convert("1").save(stream, "PNG")
    return stream.getvalue()
