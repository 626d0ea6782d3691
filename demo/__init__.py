"""The sample county (样例县域): a fictional city with planted faults, its ground truth, servers.

Everything is invented: places, bodies, persons, texts. `build` makes it, `serve` puts it on
loopback, `python -m demo` does both.
"""

from demo.county import County, Site, build
from demo.serve import Serving, serve
from demo.skins.page import Page
from demo.truth import Truth

__all__ = ["County", "Page", "Serving", "Site", "Truth", "build", "serve"]
