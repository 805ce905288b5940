"""Model runs for the devices of a room: a queue, worker processes, a cache."""
