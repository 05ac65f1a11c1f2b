"""The demonstration: an invented ministry with its people, its systems at every stage, and a believable past."""
