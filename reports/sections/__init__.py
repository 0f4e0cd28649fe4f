"""The sections of the report, in page order."""
