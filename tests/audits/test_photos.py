"""The upload gate against pictures made to break it; all of them are drawn here."""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image, ImageCms

from audits import photos
from audits.photos import PhotoError, clean_photo


def encoded(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def picture(size=(60, 40), mode="RGB", colour="teal"):
    return Image.new(mode, size, colour)


def opened(jpeg):
    return Image.open(io.BytesIO(jpeg))


def png_chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_of_size(width, height):
    """A PNG that promises a size and holds next to nothing."""
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    data = png_chunk(b"IDAT", zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + head + data + png_chunk(b"IEND", b"")


def with_camera_data():
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825).update({1: "N", 2: (60.0, 10.0, 15.0), 3: "E", 4: (24.0, 56.0, 0.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return encoded(picture(), "JPEG", exif=exif, icc_profile=profile, comment=b"SecretComment")


def a_zip():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("x.class", b"SecretClass" * 50)
    return out.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"

REFUSED = [
    pytest.param(b"", "not_a_photo", id="nothing"),
    pytest.param(b"\xff\xd8\xff", "not_a_photo", id="three bytes of a JPEG"),
    pytest.param(SVG, "not_a_photo", id="SVG"),
    pytest.param(HTML, "not_a_photo", id="HTML"),
    pytest.param(b"GIF89a" + HTML, "not_a_photo", id="HTML behind a GIF head"),
    pytest.param(encoded(picture(), "GIF"), "not_a_photo", id="GIF"),
    pytest.param(encoded(picture(), "TIFF"), "not_a_photo", id="TIFF"),
    pytest.param(encoded(picture(), "BMP"), "not_a_photo", id="BMP"),
    pytest.param(encoded(picture(), "ICO"), "not_a_photo", id="ICO"),
    pytest.param(encoded(picture(), "PDF"), "not_a_photo", id="PDF"),
    pytest.param(encoded(picture(), "EPS"), "not_a_photo", id="EPS"),
    pytest.param(a_zip(), "not_a_photo", id="ZIP"),
    pytest.param(encoded(picture(), "JPEG")[:-300], "not_a_photo", id="truncated JPEG"),
    pytest.param(encoded(picture((300, 300)), "PNG")[:200], "not_a_photo", id="truncated PNG"),
    pytest.param(png_of_size(100, 100), "not_a_photo", id="PNG with too little in it"),
    pytest.param(png_of_size(65_000, 65_000), "too_many_pixels", id="PNG of 65 000 × 65 000"),
    pytest.param(png_of_size(8_000, 8_000), "too_many_pixels", id="PNG of 64 megapixels"),
    pytest.param(png_of_size(12_001, 10), "too_many_pixels", id="PNG too wide"),
    pytest.param(png_of_size(0, 0), "not_a_photo", id="PNG without a size"),
    pytest.param(b"\0" * (photos.MAX_BYTES + 1), "too_big", id="more than 15 MB"),
]


@pytest.mark.parametrize(("upload", "code"), REFUSED)
def test_what_is_no_photo_is_refused(upload, code):
    with pytest.raises(PhotoError) as refused:
        clean_photo(upload)
    assert refused.value.code == code


NEUTRALISED = [
    pytest.param(encoded(picture(), "JPEG") + HTML, b"alert", id="HTML behind a JPEG"),
    pytest.param(encoded(picture(), "JPEG") + a_zip(), b"PK", id="ZIP behind a JPEG"),
    pytest.param(encoded(picture(), "JPEG", comment=HTML), b"alert", id="HTML in a comment"),
    pytest.param(encoded(picture(), "PNG") + b"<?php evil(); ?>", b"evil", id="PHP behind a PNG"),
    pytest.param(with_camera_data(), b"Secret", id="camera data"),
    pytest.param(with_camera_data(), b"Exif", id="place and time"),
    pytest.param(with_camera_data(), b"ICC_PROFILE", id="colour profile"),
]


@pytest.mark.parametrize(("upload", "mark"), NEUTRALISED)
def test_what_rides_along_is_left_behind(upload, mark):
    assert mark in upload
    clean = clean_photo(upload)
    assert mark not in clean.jpeg + clean.thumb
    assert opened(clean.jpeg).format == "JPEG"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_the_three_kinds_of_photo_are_accepted(kind, mode):
    clean = clean_photo(encoded(picture().convert(mode), kind))
    assert (clean.width, clean.height) == (60, 40)
    assert opened(clean.jpeg).mode == "RGB"


@pytest.mark.parametrize("mode", ["CMYK", "P", "1", "LA", "RGBA", "I;16"])
def test_unusual_colours_become_plain_ones(mode):
    image = picture().convert("L") if mode == "I;16" else picture()
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert opened(clean_photo(encoded(image.convert(mode), kind)).jpeg).mode == "RGB"


def test_transparent_becomes_white():
    clean = clean_photo(encoded(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG"))
    assert opened(clean.jpeg).getpixel((10, 10)) == (255, 255, 255)


def test_only_the_first_picture_of_an_animation_is_kept():
    frames = [picture(colour=colour) for colour in ("red", "green", "blue")]
    upload = encoded(frames[0], "PNG", save_all=True, append_images=frames[1:])
    assert opened(clean_photo(upload).jpeg).getpixel((5, 5))[0] > 240


def test_a_picture_lying_on_its_side_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    clean = clean_photo(encoded(picture((60, 40)), "JPEG", exif=exif))
    assert (clean.width, clean.height) == (40, 60)
    assert opened(clean.jpeg).getexif() == {}


def test_a_large_picture_is_made_small_with_a_thumbnail():
    clean = clean_photo(encoded(picture((4000, 3000)), "JPEG"))
    assert opened(clean.jpeg).size == (1600, 1200) == (clean.width, clean.height)
    assert opened(clean.thumb).size == (320, 240)


def test_the_largest_picture_allowed_stays_within_the_memory_of_the_child():
    clean = clean_photo(encoded(picture((8000, 6250), "RGBA"), "PNG"))
    assert (clean.width, clean.height) == (1600, 1250)


def test_a_decoder_that_never_ends_is_stopped(monkeypatch):
    monkeypatch.setattr(photos, "CHILD_SECONDS", 0.001)
    with pytest.raises(PhotoError, match="not_a_photo"):
        clean_photo(encoded(picture(), "JPEG"))
