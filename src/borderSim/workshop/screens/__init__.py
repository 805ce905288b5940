"""The pages.

elements/ are native controls and the frame; shared/ what pages know of the room and the model; opinion/ predictions and
votes; board/, wall/ and console/ the pages with many parts; door, phone, kit and why stand here.
"""
