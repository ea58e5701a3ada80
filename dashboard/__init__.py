"""Show it: views, pages, packs and the command line."""
