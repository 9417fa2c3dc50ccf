"""Pictures: one scene in data units, from which SVG, characters, PNG and PDF are made.

`scene` makes a scene from an answer's rows, and separates what is certain from what is only
possible; `canvas` draws it as SVG, `text` as characters, `raster` turns the SVG into PNG or PDF.
They never read rows, so a picture cannot claim more than the scene does.
"""
