"""Pure of Django: an uploaded picture is decoded, checked and encoded again.

What comes in is never kept: a picture is decoded in a child process with limits on memory,
processor and time, turned upright, made small, pasted into a new image and encoded as JPEG.
So no metadata, no second document behind the picture and no decoder's fault reaches the server.
A child costs about a tenth of a second; a decoder that runs wild costs the child only.

The file runs itself as that child: ``python -I photos.py < upload > answer``.
"""

from __future__ import annotations

import hashlib
import io
import json
import resource
import subprocess
import sys
import warnings
from dataclasses import dataclass

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


def clean_photo(upload: bytes) -> CleanPhoto:
    """The upload made anew in a child process; raises ``PhotoError``."""
    if len(upload) > MAX_BYTES:
        raise PhotoError("too_big")
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and file, no shell
            [sys.executable, "-I", "-W", "error", __file__],
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


def encode_again(upload: bytes) -> tuple[bytes, bytes, int, int]:
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
    small = photo.copy()
    small.thumbnail((THUMB_SIDE, THUMB_SIDE))
    return jpeg_of(photo), jpeg_of(small), photo.width, photo.height


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
        jpeg, thumb, width, height = encode_again(upload)
    except PhotoError as refused:
        error = refused.code
    except Exception:  # noqa: BLE001 - any fault of a decoder means: not a picture we can read
        error = "not_a_photo"
    head = {"error": error, "size": len(jpeg), "width": width, "height": height}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + jpeg + thumb)


if __name__ == "__main__":
    main()
