"""Pictures as SVG text: in table cells, on pages, and to take away."""
