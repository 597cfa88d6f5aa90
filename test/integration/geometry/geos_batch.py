"""Overlays of pairs by GEOS (OverlayNG), for areas measured elsewhere.

Arguments: how to mend what GEOS finds invalid (make-valid, even-odd) and a folder with geometries.bin (each: uint32 length, WKB) and pairs.bin (each: uint8 operation,
uint32 first, uint32 second; operations 0 intersection, 1 difference, 2 union, 3 symmetric difference).
Writes results.bin: for each pair uint32 length and the WKB of the areas of the result, length 0 for none.
Writes valid.bin: a byte for each geometry, 1 when GEOS finds it valid; others are mended first: with
make_valid, or by taking those faces between their lines that lie within an odd number of rings.
"""
import struct
import sys
import warnings

from shapely import wkb
from shapely.geometry import LineString, MultiPolygon
from shapely.geos import geos_version
from shapely.ops import polygonize, unary_union
from shapely.validation import make_valid

warnings.simplefilter("ignore")
assert geos_version >= (3, 9, 0), "OverlayNG is in GEOS 3.9 and later"


def areas(geometry):
    """The polygons of a geometry; points and lines cover nothing."""
    if geometry.geom_type == "Polygon":
        return [] if geometry.is_empty else [geometry]
    return [p for g in getattr(geometry, "geoms", []) for p in areas(g)]


def polygonal(geometry):
    return geometry if geometry.geom_type in ("Polygon", "MultiPolygon") else MultiPolygon(areas(geometry))


def rings(geometry):
    for part in getattr(geometry, "geoms", [geometry]):
        yield part.exterior
        yield from part.interiors


def winds_odd(ring, x, y):
    odd = False
    coords = list(ring.coords)
    for (ax, ay), (bx, by) in zip(coords, coords[1:]):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            odd = not odd
    return odd


def even_odd(geometry):
    """The area that the even-odd rule fills, from the noded lines."""
    lines = [LineString(ring.coords) for ring in rings(geometry)]
    kept = []
    for face in polygonize(unary_union(lines)):
        point = face.representative_point()
        if sum(winds_odd(ring, point.x, point.y) for ring in rings(geometry)) % 2 == 1:
            kept.append(face)
    return unary_union(kept) if kept else MultiPolygon()


mend = {"make-valid": make_valid, "even-odd": even_odd}[sys.argv[1]]
folder = sys.argv[2]
geometries, valid = [], bytearray()
with open(folder + "/geometries.bin", "rb") as file:
    while head := file.read(4):
        geometry = wkb.loads(file.read(struct.unpack("<I", head)[0]))
        valid.append(1 if geometry.is_valid else 0)
        geometries.append(geometry if valid[-1] else polygonal(mend(geometry)))

OPERATIONS = ["intersection", "difference", "union", "symmetric_difference"]
with open(folder + "/pairs.bin", "rb") as pairs, open(folder + "/results.bin", "wb") as results:
    while record := pairs.read(9):
        operation, first, second = struct.unpack("<BII", record)
        common = areas(getattr(geometries[first], OPERATIONS[operation])(geometries[second]))
        data = wkb.dumps(MultiPolygon(common)) if common else b""
        results.write(struct.pack("<I", len(data)) + data)
with open(folder + "/valid.bin", "wb") as file:
    file.write(valid)
