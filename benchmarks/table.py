"""One line of a table of measurements."""


def row(name: str, value: float, unit: str, more: str = "") -> None:
    """Print a name, a number of at most two decimals, its unit and what else is to be said."""
    number = f"{value:.2f}" if abs(value) < 100 else f"{value:.0f}"
    print(f"  {name:<72}{number:>8} {unit}{f'  ({more})' if more else ''}", flush=True)
