"""The demo's photos are drawn here, so that no picture of anybody or anything real is shipped."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (1600, 1200)
WALL, FLOOR, WOOD, DARK, PAPER = "#e7dcc8", "#b9a58a", "#8a5f3c", "#2c2a26", "#fbf8f1"
SPRUCE, SAND, RED, SKY = "#2f5d50", "#d8b98a", "#a8452f", "#c9d9dc"

Draw = ImageDraw.ImageDraw


def _room(draw: Draw) -> None:
    draw.rectangle((0, 0, 1600, 820), fill=WALL)
    draw.rectangle((0, 820, 1600, 1200), fill=FLOOR)
    for x in range(-400, 2000, 200):
        draw.line((x, 1200, 800 + (x - 800) * 0.55, 820), fill="#ab977c", width=4)
    draw.rectangle((0, 800, 1600, 826), fill="#cdbfa5")


def _text_lines(draw: Draw, box: tuple[int, int, int, int], lines: int, colour: str) -> None:
    left, top, right, bottom = box
    step = (bottom - top) / lines
    for n in range(lines):
        width = (right - left) * (0.95 if n % 3 else 0.6)
        y = top + n * step
        draw.rounded_rectangle((left, y, left + width, y + step * 0.42), 6, fill=colour)


def door(draw: Draw) -> None:
    """A glass door with a sheet of opening hours."""
    draw.rectangle((0, 0, 1600, 1200), fill="#7d8f86")
    draw.rectangle((0, 1040, 1600, 1200), fill="#8d8a82")
    draw.rectangle((430, 60, 1170, 1060), fill=SPRUCE)
    draw.rectangle((500, 130, 1100, 1000), fill=SKY)
    draw.polygon(((500, 1000), (860, 130), (1010, 130), (650, 1000)), fill="#d9e5e7")
    draw.rounded_rectangle((1075, 540, 1130, 720), 20, fill=SAND)
    draw.rectangle((600, 360, 940, 800), fill=PAPER)
    draw.rectangle((640, 400, 860, 440), fill=SPRUCE)
    _text_lines(draw, (640, 490, 900, 760), 6, "#77736a")
    draw.rectangle((120, 180, 330, 640), fill="#5f7169")
    draw.rectangle((1270, 180, 1480, 640), fill="#5f7169")


def queue(draw: Draw) -> None:
    """A counter with a menu board; the queue is drawn as shapes, not as people."""
    _room(draw)
    draw.rectangle((180, 120, 760, 420), fill=DARK)
    _text_lines(draw, (230, 170, 700, 400), 5, "#d8cbb0")
    draw.rectangle((840, 480, 1560, 900), fill=WOOD)
    draw.rectangle((820, 450, 1600, 500), fill="#6d4a2e")
    draw.rounded_rectangle((1180, 330, 1400, 455), 16, fill="#55524b")
    for n in range(5):
        x = 120 + n * 150
        shade = ("#41625b", "#7a6a58", "#8b5748", "#4f5b6b", "#6b6f4e")[n]
        draw.ellipse((x, 470 - n * 8, x + 120, 590 - n * 8), fill="#c8b294")
        draw.rounded_rectangle((x - 20, 580 - n * 8, x + 140, 1020), 60, fill=shade)


def receipt(draw: Draw) -> None:
    """A receipt on a wooden table."""
    draw.rectangle((0, 0, 1600, 1200), fill=WOOD)
    for y in range(0, 1200, 150):
        draw.line((0, y, 1600, y + 20), fill="#7c5535", width=6)
    draw.polygon(((560, 90), (1060, 130), (1010, 1110), (510, 1070)), fill=PAPER)
    draw.rectangle((650, 190, 930, 240), fill=DARK)
    _text_lines(draw, (620, 320, 960, 780), 9, "#8c877c")
    draw.rectangle((610, 830, 960, 838), fill=DARK)
    draw.rectangle((610, 880, 740, 930), fill=DARK)
    draw.rectangle((820, 880, 955, 930), fill=RED)
    draw.ellipse((1160, 240, 1500, 580), fill=PAPER)
    draw.ellipse((1210, 290, 1450, 530), fill="#4a2f1d")


def street(draw: Draw) -> None:
    """A shop front whose sign is half hidden."""
    draw.rectangle((0, 0, 1600, 760), fill=SKY)
    draw.rectangle((0, 760, 1600, 1200), fill="#8f8d86")
    draw.rectangle((220, 220, 1480, 900), fill="#c9b79a")
    draw.rectangle((320, 460, 780, 820), fill="#5f7a80")
    draw.rectangle((860, 460, 1100, 900), fill=SPRUCE)
    draw.rectangle((1160, 460, 1400, 820), fill="#5f7a80")
    draw.rectangle((420, 270, 1240, 390), fill=SPRUCE)
    _text_lines(draw, (500, 300, 1180, 380), 1, SAND)
    draw.rectangle((690, 40, 730, 1050), fill="#dcdad4")
    draw.polygon(((730, 60), (1080, 110), (730, 330)), fill="#3f6f9d")
    draw.rectangle((0, 1040, 1600, 1080), fill="#e6e2d6")


def washroom(draw: Draw) -> None:
    """Tiles, a basin and a bin that is too full."""
    draw.rectangle((0, 0, 1600, 1200), fill="#dfe6e3")
    for x in range(0, 1600, 160):
        draw.line((x, 0, x, 860), fill="#c4cfcb", width=4)
    for y in range(0, 861, 160):
        draw.line((0, y, 1600, y), fill="#c4cfcb", width=4)
    draw.rectangle((0, 860, 1600, 1200), fill="#9aa5a2")
    draw.rounded_rectangle((200, 80, 720, 520), 30, fill="#b9ccd3")
    draw.rounded_rectangle((180, 600, 760, 740), 60, fill=PAPER)
    draw.rectangle((440, 520, 490, 620), fill="#8b959a")
    draw.polygon(((1000, 640), (1360, 640), (1310, 1080), (1050, 1080)), fill="#55605d")
    for x, y in ((980, 560), (1080, 510), (1190, 545), (1290, 580), (1120, 590), (1400, 1000)):
        draw.polygon(((x, y + 40), (x + 70, y), (x + 120, y + 60), (x + 50, y + 110)), fill=PAPER)


def table(draw: Draw) -> None:
    """A cup, a plate and crumbs, from above."""
    draw.rectangle((0, 0, 1600, 1200), fill="#9c7350")
    for y in range(0, 1200, 120):
        draw.line((0, y, 1600, y + 10), fill="#8f6845", width=5)
    draw.ellipse((170, 240, 790, 860), fill=PAPER)
    draw.ellipse((250, 320, 710, 780), fill="#efe8da")
    draw.ellipse((360, 430, 600, 670), fill=SAND)
    draw.arc((390, 460, 570, 640), 20, 300, fill=WOOD, width=16)
    draw.ellipse((920, 300, 1440, 820), fill=PAPER)
    draw.ellipse((1000, 380, 1360, 740), fill="#4a2f1d")
    draw.ellipse((1060, 430, 1220, 560), fill="#6b4730")
    draw.rounded_rectangle((1420, 510, 1540, 610), 40, outline=PAPER, width=30)
    for n in range(40):
        x, y = 200 + (n * 331) % 1250, 890 + (n * 197) % 260
        draw.ellipse((x, y, x + 10 + n % 9, y + 8 + n % 7), fill="#e3cda3")


SCENES: dict[str, Callable[[Draw], None]] = {
    scene.__name__: scene for scene in (door, queue, receipt, street, washroom, table)
}


def draw_scene(name: str) -> bytes:
    """A JPEG of 1600 × 1200 pixels of the named scene, the same bytes every time."""
    image = Image.new("RGB", SIZE)
    SCENES[name](ImageDraw.Draw(image))
    out = BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()
