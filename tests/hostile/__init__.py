"""What tries to break the program: payloads, files, stores, surroundings, and noise.

The default suite takes a few of each; `benchmarks/hostile.py` takes all and counts.
"""
