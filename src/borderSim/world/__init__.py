"""Places, neighbours, crossings and the world of 2012-01, from packaged tables; observed history; outlines for maps."""

from .history import Observed, observed
from .world import GROUPS, ROUTES, World, load, population_by_year

__all__ = ["GROUPS", "ROUTES", "Observed", "World", "load", "observed", "outlines", "population_by_year"]


def outlines() -> dict[str, object]:
    """Country and admin-1 outlines for maps; see ``cartography.outlines``."""
    from .cartography import outlines as read  # shapely loads only when a map is drawn

    return dict(read())
