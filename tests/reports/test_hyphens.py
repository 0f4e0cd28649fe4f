import pyphen
import pytest

from reports.pdf.hyphens import finnish


@pytest.fixture(scope="module")
def dictionary(tmp_path_factory):
    path = tmp_path_factory.mktemp("hyphens") / "hyph_fi.dic"
    path.write_text(finnish(), encoding="utf-8")
    return pyphen.Pyphen(filename=path, left=3, right=3)


@pytest.mark.parametrize(
    "word",
    [
        "kau-punki",
        "pal-velu",
        "hen-ki-lö-kunta",
        "ensim-mäi-seltä",
        "vuo-ro-kau-dessa",
        "ystä-väl-li-sesti",
        "yllä-tyk-sel-li-nen",
        pytest.param("koke-mus-asian-tun-tija", id="vowel after a compound's seam"),
        pytest.param("odo-tus-arvo", id="short second part"),
        pytest.param("aukio-lo-ajat", id="seam between vowels"),
        pytest.param("sanoma", id="oma is no second part here"),
        pytest.param("asia-kas-pro-fiili", id="two consonants begin the second part"),
        pytest.param("laa-tu-stan-dardi", id="three letters in a row"),
        pytest.param("kriit-ti-nen", id="loan word"),
        pytest.param("pää-siäi-nen", id="vowels stay together"),
        pytest.param("hinta", id="too short"),
    ],
)
def test_finnish_word_breaks(dictionary, word):
    assert dictionary.inserted(word.replace("-", "")) == word
