"""The tablet in Firefox and WebKit: `make browsers`. Where one is not installed it is skipped."""
