"""How fast the product is, as ratios against a floor measured in the same run."""
