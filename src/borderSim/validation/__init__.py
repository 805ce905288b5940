"""Does the model show what is known of the past? Stylised facts, each with its window, against runs of the model."""
