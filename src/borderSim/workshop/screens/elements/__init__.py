"""Native controls and the frame of a page: what a keyboard and a screen reader understand by themselves."""
