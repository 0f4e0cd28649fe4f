"""Pure of Django: an uploaded picture is decoded, checked and encoded again.

What comes in is never kept: a picture is decoded in a child process with limits on memory,
processor and time, turned upright, made small, pasted into a new image and encoded as JPEG.
So no metadata, no second document behind the picture and no decoder's fault reaches the server.
A child costs about a tenth of a second; a decoder that runs wild costs the child only.

A part of a picture can be hidden on the way: the squares that take its place are worked out from
its colours, in the new image. Nothing of what was there is left.

The file runs itself as that child: ``python -I photos.py [hide] < upload > answer``.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import resource
import subprocess
import sys
import warnings
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_SIDE = 12_000
# 1600 pixels print 135 mm wide at 300 dots to the inch: one file serves screen and paper.
PHOTO_SIDE = 1_600
THUMB_SIDE = 320
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP")

CHILD_SECONDS = 20
CHILD_CPU_SECONDS = 10
CHILD_MEMORY = 768 * 1024 * 1024


# What is hidden becomes so many squares along its longer side: no face and no word is left.
SQUARES = 6


@dataclass(frozen=True, slots=True)
class Part:
    """A rectangle of a picture, in shares of its width and height from the upper left corner."""

    left: float
    top: float
    width: float
    height: float
    black: bool = False  # else squares of mean colours


class PhotoError(ValueError):
    """Why a picture is refused: ``too_big``, ``not_a_photo`` or ``too_many_pixels``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class CleanPhoto:
    """A picture of our own making, with its small copy for lists."""

    jpeg: bytes
    thumb: bytes
    width: int
    height: int
    sha256: str


def clean_photo(upload: bytes, hide: Sequence[Part] = ()) -> CleanPhoto:
    """The upload made anew in a child process, parts of it hidden; raises ``PhotoError``."""
    if len(upload) > MAX_BYTES:
        raise PhotoError("too_big")
    parts = json.dumps([asdict(part) for part in hide])
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and file, no shell
            [sys.executable, "-I", "-W", "error", __file__, parts],
            input=upload,
            capture_output=True,
            timeout=CHILD_SECONDS,
            check=True,
            env={},
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        # Killed by a limit or fallen over the file: whatever it was, we could not read it.
        raise PhotoError("not_a_photo") from None
    head, _, body = child.stdout.partition(b"\n")
    answer = json.loads(head)
    if answer["error"]:
        raise PhotoError(answer["error"])
    jpeg, thumb = body[: answer["size"]], body[answer["size"] :]
    digest = hashlib.sha256(jpeg).hexdigest()
    return CleanPhoto(jpeg, thumb, answer["width"], answer["height"], digest)


def encode_again(upload: bytes, hide: Sequence[Part] = ()) -> tuple[bytes, bytes, int, int]:
    """JPEG, thumbnail, width and height of an upload. Only ever called in the child."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(upload), formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS or max(opened.size) > MAX_SIDE:
                raise PhotoError("too_many_pixels")
            # Small first, then the rest: a large picture stands in memory once, not four times.
            opened.draft("RGB", (PHOTO_SIDE, PHOTO_SIDE))
            opened.load()
            picture = opened if opened.mode in ("RGB", "RGBA", "L") else opened.convert("RGBA")
            picture.thumbnail((PHOTO_SIDE, PHOTO_SIDE))
            picture = ImageOps.exif_transpose(picture).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PhotoError("too_many_pixels") from None
    except UnidentifiedImageError:
        raise PhotoError("not_a_photo") from None
    # Pasted on white paper: what was transparent gets a colour, and nothing else comes along.
    photo = Image.new("RGB", picture.size, "white")
    photo.paste(picture, mask=picture)
    for part in hide:
        hide_part(photo, part)
    small = photo.copy()
    small.thumbnail((THUMB_SIDE, THUMB_SIDE))
    return jpeg_of(photo), jpeg_of(small), photo.width, photo.height


def hide_part(photo: Image.Image, part: Part) -> None:
    """Work the pixels of a rectangle out anew: black, or a few squares of mean colours."""
    from PIL import Image

    left, top = int(max(0, part.left) * photo.width), int(max(0, part.top) * photo.height)
    right = min(photo.width, math.ceil((part.left + part.width) * photo.width))
    bottom = min(photo.height, math.ceil((part.top + part.height) * photo.height))
    if right <= left or bottom <= top:
        return
    wide, high = right - left, bottom - top
    patch = Image.new("RGB", (wide, high))
    if not part.black:
        square = max(wide, high) / SQUARES
        few = (max(1, round(wide / square)), max(1, round(high / square)))
        found = photo.crop((left, top, right, bottom)).resize(few, Image.Resampling.BOX)
        patch = found.resize((wide, high), Image.Resampling.NEAREST)
    photo.paste(patch, (left, top))


def jpeg_of(image: object) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)  # type: ignore[attr-defined]  # Pillow is the child's
    return out.getvalue()


def limit_ourselves() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY, CHILD_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CHILD_CPU_SECONDS, CHILD_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    limit_ourselves()
    upload = sys.stdin.buffer.read(MAX_BYTES + 1)
    jpeg, thumb, width, height, error = b"", b"", 0, 0, ""
    try:
        hide = [Part(**one) for one in json.loads(sys.argv[1])] if sys.argv[1:] else []
        jpeg, thumb, width, height = encode_again(upload, hide)
    except PhotoError as refused:
        error = refused.code
    except Exception:  # noqa: BLE001 - any fault of a decoder means: not a picture we can read
        error = "not_a_photo"
    head = {"error": error, "size": len(jpeg), "width": width, "height": height}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + jpeg + thumb)


if __name__ == "__main__":
    main()
