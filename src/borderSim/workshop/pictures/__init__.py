"""From the numbers of an answer to charts, maps, tables and sentences."""
