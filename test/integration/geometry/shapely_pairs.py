"""Overlay of two GeoJSON files by GEOS: prints "i j area" for each pair that shares area.

Arguments: first file, second file, degrees by which the second is shifted east.

The area is that of the survey notice (series), on the polygons that GEOS gives. Invalid input is mended
with buffer(0) first; the indices of such features are printed as "invalid a i" or "invalid b j".
"""
import json
import math
import sys
import warnings

from shapely.geometry import shape
from shapely.ops import transform
from shapely.strtree import STRtree

A = 6378137.0
F = 1 / 298.257222101
B = A * (1 - F)
E2 = (A * A - B * B) / (A * A)
K = [
    1 + 3 / 6 * E2 + 30 / 80 * E2**2 + 35 / 112 * E2**3 + 630 / 2304 * E2**4,
    1 / 6 * E2 + 15 / 80 * E2**2 + 21 / 112 * E2**3 + 420 / 2304 * E2**4,
    3 / 80 * E2**2 + 7 / 112 * E2**3 + 180 / 2304 * E2**4,
    1 / 112 * E2**3 + 45 / 2304 * E2**4,
    5 / 2304 * E2**4,
]


def trapezoid(b1, b2, dl):
    d, m = b2 - b1, (b1 + b2) / 2
    s = sum((-1) ** i * k * math.sin((2 * i + 1) * d / 2) * math.cos((2 * i + 1) * m) for i, k in enumerate(K))
    return 2 * B * B * dl * s


def ring_area(coords):
    r, l0 = math.radians, coords[0][0]
    return abs(
        sum(
            trapezoid(r(p[1]), r(q[1]), r((p[0] + q[0]) / 2 - l0))
            for p, q in zip(coords, coords[1:])
        )
    )


def area(geometry):
    if geometry.is_empty:
        return 0.0
    if geometry.geom_type == "Polygon":
        return ring_area(geometry.exterior.coords) - sum(ring_area(h.coords) for h in geometry.interiors)
    return sum(area(g) for g in getattr(geometry, "geoms", []))


def load(path, name, shift=0.0):
    out = []
    for i, feature in enumerate(json.load(open(path))["features"]):
        geometry = transform(lambda x, y, z=None: (x + shift, y), shape(feature["geometry"]))
        if not geometry.is_valid:
            print("invalid", name, i)
            geometry = geometry.buffer(0)
        out.append(geometry)
    return out


# Of STRtree, which version 2 of the library changes.
warnings.simplefilter("ignore")
a, b = load(sys.argv[1], "a"), load(sys.argv[2], "b", float(sys.argv[3]))
index = {id(g): j for j, g in enumerate(b)}
tree = STRtree(b)
for i, g in enumerate(a):
    for h in tree.query(g):
        common = area(g.intersection(h))
        if common > 0:
            print(i, index[id(h)], repr(common))
