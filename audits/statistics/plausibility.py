"""The longest run of equal answers; the signs of careless answers are ``scoring.signs``, which the
editor's page reads without SciPy."""

from audits.scoring.plausibility import longest_run

__all__ = ["longest_run"]
