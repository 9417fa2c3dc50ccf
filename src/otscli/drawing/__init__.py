"""Answers drawn: one scene in data units, from which SVG, terminal, PNG and PDF are made.

`scene` makes a scene of an answer's rows and keeps what is certain apart from what is only
possible; `canvas` draws it as SVG, `text` as characters, `raster` turns the SVG into PNG or
PDF. No drawer reads a row, so none can claim more than the scene does.
"""
