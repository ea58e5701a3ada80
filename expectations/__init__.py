"""May we trust it? Suites in Great Expectations' vocabulary, run as Polars masks, and the single door."""
