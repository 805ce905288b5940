"""Sweeps: from a sweep file to blocks of work, a store that survives, and what stands in it."""
