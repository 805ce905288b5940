"""The pages and figures of sweeps, of the questions asked of them, and of the search for packages."""
