"""What `borderSim hindcast` writes and prints; imported when it runs, so that the program starts light."""
