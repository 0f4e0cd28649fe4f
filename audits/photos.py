"""Pure of Django: an uploaded picture is decoded, checked and encoded again."""
