"""Pure: numbers become SVG, the same for the screen and the paper."""
