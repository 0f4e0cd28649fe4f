"""Everything the report can say, as frozen data that becomes JSON and back."""
