"""Makes the sample corpus from its written stories; see build.py."""
