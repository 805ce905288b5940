"""A search over levers for packages that no other beats on every aim."""
