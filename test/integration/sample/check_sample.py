"""Independent check of the sample county with GEOS (Debian's python3-shapely).

Reads features (one JSON object a line) and the truth, recomputes every cross-plan rule that is an overlap,
and compares pairs and ellipsoid areas. Prints one JSON object; exit status 0 always unless it fails to run.

    python3 check_sample.py features.ndjson truth.json rules.json relations.json
"""
import json
import math
import sys
from collections import defaultdict

from shapely.geometry import shape
from shapely.ops import unary_union
from shapely.strtree import STRtree
from shapely.validation import explain_validity

A = 6378137.0
F = 1 / 298.257222101
B = A * (1 - F)
E2 = F * (2 - F)
E = math.sqrt(E2)


def q(latitude):
    s = math.sin(math.radians(latitude))
    return B * B / 2 * (s / (1 - E2 * s * s) + math.log((1 + E * s) / (1 - E * s)) / (2 * E))


def ring_area(ring):
    x0, q0 = ring[0][0], q(ring[0][1])
    total = px = pq = 0.0
    for x, y in ring[1:]:
        dx, dq = x - x0, q(y) - q0
        total += px * dq - dx * pq
        px, pq = dx, dq
    return math.radians(total) / 2


def polygons(geometry):
    if geometry.is_empty:
        return []
    if geometry.geom_type == 'Polygon':
        return [geometry]
    return [p for g in getattr(geometry, 'geoms', []) for p in polygons(g)]


def area(geometry):
    return sum(
        abs(ring_area(list(p.exterior.coords))) - sum(abs(ring_area(list(h.coords))) for h in p.interiors)
        for p in polygons(geometry)
    )


def read(path):
    layers = defaultdict(list)
    with open(path, encoding='utf-8') as lines:
        for line in lines:
            f = json.loads(line)
            if f['kind'] == 'polygon':
                c = f['coordinates']
                multi = isinstance(c[0][0][0], list)
                f['g'] = shape({'type': 'MultiPolygon' if multi else 'Polygon', 'coordinates': c})
                f['p'] = f['fields']
            layers[f['layer']].append(f)
    return layers


class Index:
    def __init__(self, features):
        self.features = features
        self.tree = STRtree([f['g'] for f in features])
        self.by = {id(f['g']): f for f in features}

    def near(self, geometry):
        found = [self.by[id(g)] for g in self.tree.query(geometry)]
        return sorted((f for f in found if f['g'].intersects(geometry)), key=lambda f: f['uid'])


def prefixed(value, prefixes):
    return any((value or '').startswith(p) for p in prefixes)


def passes(fields, conditions):
    """The filter language of rules.csv on one feature."""
    for field, test in (conditions or {}).items():
        if not isinstance(test, dict):
            continue
        value = fields.get(field)
        if 'in' in test and value not in test['in']:
            return False
        if 'not_in' in test and value in test['not_in']:
            return False
        if 'prefix' in test and not prefixed(value, test['prefix']):
            return False
        if 'not_prefix' in test and prefixed(value, test['not_prefix']):
            return False
        if test.get('empty') and value not in (None, ''):
            return False
    return True


class Checker:
    def __init__(self, layers, rules, matrix):
        self.layers, self.rules, self.matrix = layers, rules, matrix
        self.indexes = {}
        self.found = {}

    def index(self, layer, key='', keep=lambda f: True):
        k = (layer, key)
        if k not in self.indexes:
            self.indexes[k] = Index([f for f in self.layers[layer] if keep(f['p'])])
        return self.indexes[k]

    def add(self, rule, subject, layer, other, geometry):
        parts = [p for p in polygons(geometry) if area(p) >= 1]
        size = sum(area(p) for p in parts)
        if size >= 1:
            key = (rule, subject['layer'], subject['uid'], layer)
            self.found.setdefault(key, {})[other] = self.found.get(key, {}).get(other, 0) + size

    def intersect(self, rule, subjects, layer, keep=lambda f: True, pair=lambda s, o: True, key=''):
        index = self.index(layer, rule + key, keep)
        for s in subjects:
            for o in index.near(s['g']):
                if pair(s['p'], o['p']):
                    self.add(rule, s, layer, o['uid'], s['g'].intersection(o['g']))

    def differ(self, rule, subjects, layer, keep=lambda f: True, key=''):
        index = self.index(layer, rule + key, keep)
        for s in subjects:
            near = index.near(s['g'])
            rest = s['g'].difference(unary_union([o['g'] for o in near])) if near else s['g']
            self.add(rule, s, layer, None, rest)

    def relation(self, zone, land_class):
        best = ''
        for c in self.matrix[zone]:
            if land_class.startswith(c) and len(c) > len(best):
                best = c
        return self.matrix[zone].get(best)

    def run(self):
        L, rules = self.layers, self.rules

        def filters(rule):
            return rules[rule]['filter']

        def simple(rule, subject_layer, other_layer):
            f = filters(rule)
            subjects = [s for s in L[subject_layer] if passes(s['p'], f.get('subject'))]
            if f.get('operation') == 'difference':
                self.differ(rule, subjects, other_layer)
            else:
                self.intersect(rule, subjects, other_layer, lambda p: passes(p, f.get('counterpart')))

        for rule, a, b in (
            ('park-basic-farmland', 'industrial_park', 'basic_farmland'),
            ('park-redline', 'industrial_park', 'ecological_redline'),
            ('park-outside-boundary', 'industrial_park', 'urban_boundary'),
            ('park-planned-non-construction', 'industrial_park', 'land_use'),
            ('park-planned-water', 'industrial_park', 'land_use'),
            ('park-ecological-zone', 'industrial_park', 'ecological_zone'),
            ('town-outside-boundary', 'town_center', 'urban_boundary'),
            ('town-ecological-zone', 'town_center', 'ecological_zone'),
            ('ecological-zone-construction', 'ecological_zone', 'land_use'),
            ('urban-use-outside-boundary', 'land_use', 'urban_boundary'),
            ('basic-farmland-not-cultivated', 'land_use', 'basic_farmland'),
            ('built-planned-non-construction', 'land_use', 'survey_parcel'),
            ('rural-zone-inside-boundary', 'functional_zone', 'urban_boundary'),
            ('urban-zone-outside-boundary', 'functional_zone', 'urban_boundary'),
            ('redline-outside-protection-zone', 'ecological_redline', 'functional_zone'),
            ('protection-zone-outside-redline', 'functional_zone', 'ecological_redline'),
            ('basic-farmland-outside-farmland-zone', 'basic_farmland', 'functional_zone'),
            ('redline-basic-farmland', 'ecological_redline', 'basic_farmland'),
            ('boundary-basic-farmland', 'urban_boundary', 'basic_farmland'),
            ('boundary-redline', 'urban_boundary', 'ecological_redline'),
        ):
            simple(rule, a, b)
        admitted = filters('town-zone')['admitted']
        for s in L['town_center']:
            codes = admitted.get(s['p']['town_level'], admitted['*'])
            self.intersect('town-zone', [s], 'functional_zone', pair=lambda a, b, codes=codes: b['zone_code'] not in codes)
        self.intersect(
            'land-use-zone',
            L['land_use'],
            'functional_zone',
            pair=lambda a, b: self.relation(b['zone_code'], a['land_class']) == 'barred',
        )
        f = filters('other-redline')
        self.intersect('other-redline', [s for s in L['land_use'] if passes(s['p'], f['planned_use'])], 'ecological_redline')
        self.intersect('other-redline', [s for s in L['major_project'] if passes(s['p'], f['project'])], 'ecological_redline')
        urban = [z for z in L['functional_zone'] if z['p']['zone_code'].startswith('4')]
        self.differ('urban-zone-boundary-identity', urban, 'urban_boundary')
        self.differ('urban-zone-boundary-identity', L['urban_boundary'], 'functional_zone', lambda p: p['zone_code'].startswith('4'), 'z')
        county = L['county'][0]['g']
        for layer in filters('outside-county')['subject_layers']:
            for s in L[layer]:
                if not county.contains(s['g']):
                    self.add('outside-county', s, 'county', None, s['g'].difference(county))
        return self.found


def edges(features):
    """Directed edges of a coverage, counted; shared ones cancel with their opposite."""
    count = defaultdict(int)
    for f in features:
        for p in polygons(f['g']):
            for k, ring in enumerate([p.exterior, *p.interiors]):
                c = list(ring.coords)
                if ring.is_ccw != (k == 0):
                    c.reverse()
                for a, b in zip(c, c[1:]):
                    if count.get((b, a), 0) > 0:
                        count[(b, a)] -= 1
                        if count[(b, a)] == 0:
                            del count[(b, a)]
                    else:
                        count[(a, b)] += 1
    return {e for e, n in count.items() if n}


def smallest_angle(features):
    worst, where = 180.0, None
    for f in features:
        for p in polygons(f['g']):
            for k, ring in enumerate([p.exterior, *p.interiors]):
                c = list(ring.coords)[:-1]
                if ring.is_ccw != (k == 0):
                    c.reverse()
                n = len(c)
                for i in range(n):
                    (ax, ay), (bx, by), (cx, cy) = c[i - 1], c[i], c[(i + 1) % n]
                    s = 0.8704
                    u = math.atan2(ay - by, (ax - bx) * s)
                    v = math.atan2(cy - by, (cx - bx) * s)
                    angle = math.degrees((u - v) % (2 * math.pi))
                    angle = min(angle, 360 - angle)
                    if angle < worst:
                        worst, where = angle, (f['layer'], f['uid'], bx, by)
    return worst, where


def acute(features, limit):
    n = 0
    for f in features:
        w, _ = smallest_angle([f])
        n += w < limit
    return n


def main():
    layers = read(sys.argv[1])
    truth = json.load(open(sys.argv[2], encoding='utf-8'))
    rules = {r['id']: r for r in json.load(open(sys.argv[3], encoding='utf-8'))}
    matrix = json.load(open(sys.argv[4], encoding='utf-8'))['zones']
    out = {'invalid': [], 'coverage': {}, 'missing': [], 'extra': [], 'wrong': [], 'areas': 0, 'findings': 0}
    for name, features in layers.items():
        for f in features:
            if 'g' not in f:
                continue
            if abs(area(f['g']) - f['fields']['area_m2']) > 0.0051:
                out['areas'] += 1
            if not f['g'].is_valid:
                out['invalid'].append([name, f['uid'], explain_validity(f['g'])])
                f['g'] = f['g'].buffer(0)
    outline = edges(layers['county'])
    for name in ('land_use', 'functional_zone', 'survey_parcel', 'township', 'township_function'):
        rest = edges(layers[name])
        out['coverage'][name] = {
            'stray_edges': len(rest ^ outline),
            'sum': sum(area(f['g']) for f in layers[name]) - area(layers['county'][0]['g']),
        }
    out['angle'] = {n: [smallest_angle([f for f in fs if 'g' in f]), acute([f for f in fs if 'g' in f], 10)] for n, fs in layers.items()}
    found = Checker(layers, rules, matrix).run()
    out['findings'] = len(found)
    by_uid = {f['uid']: f for fs in layers.values() for f in fs}

    def say(key):
        f = by_uid.get(key[2])
        return [*key, (f or {}).get('fields', {}).get('name')]

    expected = {}
    for t in truth['findings']:
        if t['rule'] in ('park-class-main-function', 'park-use-share', 'park-residential-separation', 'park-service-distance', 'quota-exceeded', 'quota-sum'):
            continue
        expected[(t['rule'], t['subject']['layer'], t['subject']['uid'], t['counterpartLayer'])] = t
    # Faults of the dirty variant that overlap rules see too.
    for t in truth.get('faults', []):
        if t['rule'] in ('outside-county', 'urban-zone-outside-boundary', 'urban-zone-boundary-identity'):
            expected[(t['rule'], t['layer'], t['uid'], t['counterpart'])] = {
                **t,
                'pieces': [{'other': None, 'areaM2': t['areaM2']}],
            }
    for key, t in expected.items():
        got = found.get(key)
        if got is None:
            out['missing'].append(say(key))
            continue
        want = {(p['other'] or {}).get('uid'): p['areaM2'] for p in t['pieces']}
        if set(want) != set(got):
            out['wrong'].append([*say(key), 'pieces', sorted(map(str, want)), sorted(map(str, got))])
            continue
        for uid, size in want.items():
            if abs(size - got[uid]) > 0.01:
                out['wrong'].append([*say(key), uid, size, got[uid]])
    for key, pieces in found.items():
        if key not in expected:
            out['extra'].append([*say(key), {str(k): v for k, v in pieces.items()}])
    out['worst'] = max(
        (abs(p['areaM2'] - found[k].get((p['other'] or {}).get('uid'), 0)) for k, t in expected.items() if k in found for p in t['pieces']),
        default=0,
    )
    json.dump(out, sys.stdout, ensure_ascii=False)


if __name__ == '__main__':
    main()
