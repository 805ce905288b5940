"""borderSim: scenario and policy simulation for the Colombia-Venezuela border."""

__version__ = "0.1.0"
