"""What a team has set, as a scenario, a link and a file."""
