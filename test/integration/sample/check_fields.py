"""Attributes, figures and distances of the sample county, checked apart from the product.

    python3 check_fields.py features.ndjson truth.json quotas.json layers.json code-lists.json relations.json resources/codes

Prints one JSON object: for each check the list of what is wrong.
"""
import json
import math
import sys
from collections import Counter, defaultdict

from check_sample import area, polygons, prefixed, read
from shapely.geometry import shape
from shapely.ops import unary_union, transform

BUILT = ('07', '08', '09', '10', '11', '12', '13', '14', '15', '16')
SKIP = {'revision'}


def metres(geometry):
    """Into metres about 110E 30N, true in both directions to 0.3%: for distances and widths only."""
    lat = geometry.centroid.y if not geometry.is_empty else 30
    s = math.sin(math.radians(lat))
    w = 1 - 0.0066943800229 * s * s
    ky = math.radians(6378137 * (1 - 0.0066943800229) / w**1.5)
    kx = math.radians(6378137 / math.sqrt(w) * math.sqrt(1 - s * s))
    return transform(lambda x, y: ((x - 110) * kx, (y - lat) * ky), geometry), (kx, ky, lat)


def distance(a, b):
    lat = (a.centroid.y + b.centroid.y) / 2
    s = math.sin(math.radians(lat))
    w = 1 - 0.0066943800229 * s * s
    ky = math.radians(6378137 * (1 - 0.0066943800229) / w**1.5)
    kx = math.radians(6378137 / math.sqrt(w) * math.sqrt(1 - s * s))

    def f(x, y):
        return (x - 110) * kx, (y - 30) * ky

    return transform(f, a).distance(transform(f, b))


def is_sliver(p):
    m, _ = metres(p)
    size, edge = m.area, m.length
    x0, y0, x1, y1 = m.bounds
    box = m.minimum_rotated_rectangle
    c = list(box.exterior.coords) if box.geom_type == 'Polygon' else [(x0, y0), (x1, y0), (x1, y1)]
    a = math.dist(c[0], c[1])
    b = math.dist(c[1], c[2])
    width, long = min(a, b), max(a, b)
    small = size <= 1000 or width <= 5 or 2 * size / edge <= 5
    shapes = (
        (long / width >= 5 if width else True)
        + (4 * math.pi * size / edge**2 <= 0.25)
        + (edge / (2 * math.sqrt(math.pi * size)) >= 2)
        + (edge**2 / size >= 40)
    )
    return small and shapes >= 2


def check_schema(layers, schema, lists, codes, out):
    names = {
        'land_use_class': {c['code']: c['name']['zh-CN'] for c in json.load(open(f'{codes}/land-use-classes.json'))['classes']},
        'planning_zone': {c['code']: c['name']['zh-CN'] for c in json.load(open(f'{codes}/planning-zones.json'))},
        'survey_class': {c['code']: c['name']['zh-CN'] for c in json.load(open(f'{codes}/survey-classes.json'))},
    }
    domains = {k: {str(c['code']) for c in v} for k, v in lists.items()}
    domains.update({k: set(v) for k, v in names.items()})
    uids = Counter()
    for layer in schema['layers']:
        fields = {f['name']: f for f in layer['fields']}
        for feature in layers.get(layer['id'], []):
            p = {'uid': feature['uid'], **feature['fields']}
            uids[feature['uid']] += 1
            for name, f in fields.items():
                v = p.get(name)
                if f['required'] and v in (None, ''):
                    out['required'].append([layer['id'], feature['uid'], name])
                if v not in (None, '') and f.get('domain') and str(v) not in domains[f['domain']]:
                    out['domain'].append([layer['id'], feature['uid'], name, v])
                if isinstance(v, str) and f.get('length') and len(v) > f['length']:
                    out['length'].append([layer['id'], name, v])
            for name in p:
                if name not in fields:
                    out['unknown'].append([layer['id'], name])
            for code, name, domain in (
                ('land_class', 'land_class_name', 'land_use_class'),
                ('zone_code', 'zone_name', 'planning_zone'),
                ('survey_class', 'survey_class_name', 'survey_class'),
            ):
                if p.get(code) and p.get(name) and names[domain].get(p[code]) != p[name]:
                    out['name'].append([layer['id'], p[code], p[name]])
    out['uid'] = [u for u, n in uids.items() if n > 1]


def check_values(layers, out):
    for name, features in layers.items():
        for f in features:
            p = f['fields']
            if p.get('ridge_coefficient') is not None:
                if abs(p['deducted_area_m2'] - p['area_m2'] * p['ridge_coefficient']) > 0.01:
                    out['deduction'].append([name, f['uid']])
                if abs(p['net_area_m2'] - p['area_m2'] + p['deducted_area_m2']) > 0.01:
                    out['deduction'].append([name, f['uid']])
            if name == 'survey_parcel' and prefixed(p['survey_class'], ('05', '06', '07', '08', '09', '1004', '1005', '1201')):
                if not p['settlement_attribute']:
                    out['settlement'].append([f['uid'], p['survey_class']])
            if 'g' not in f:
                continue
            parts = polygons(f['g'])
            if name in ('land_use', 'survey_parcel', 'functional_zone', 'basic_farmland') and len(parts) > 1:
                out['multipart'].append([name, f['uid']])
            if p['area_m2'] < 10:
                out['tiny'].append([name, f['uid'], p['area_m2']])
            for part in parts:
                if is_sliver(part):
                    out['sliver'].append([name, f['uid'], p.get('land_class'), p['area_m2']])
                for ring in [part.exterior, *part.interiors]:
                    c = list(ring.coords)
                    if any(math.hypot((a[0] - b[0]) * 96486, (a[1] - b[1]) * 110852) < 0.001 for a, b in zip(c, c[1:])):
                        out['near'].append([name, f['uid']])
                    if any(round(v * 1e9) / 1e9 != v for q in c for v in q):
                        out['grid'].append([name, f['uid']])


def check_parks(layers, truth, relations, planted, out):
    said = defaultdict(set)
    for t in truth['findings']:
        said[t['rule']].add(t['subject']['uid'])
    wanted = {t['rule']: t for t in truth['findings']}
    housing = [f for f in layers['land_use'] if prefixed(f['fields']['land_class'], ('0701',))]
    medical = [f for f in layers['public_facility'] if f['fields']['facility_kind'] in ('general_hospital', 'clinic')]
    for park in layers['industrial_park']:
        p = park['fields']
        if p['park_kind'] == 'modern_agriculture':
            continue
        top = total = 0.0
        for f in layers['land_use']:
            if f['g'].intersects(park['g']) and prefixed(f['fields']['land_class'], BUILT):
                size = area(f['g'].intersection(park['g']))
                total += size
                top += size if prefixed(f['fields']['land_class'], ('10', '11')) else 0
        out['shares'].append([p['name'], round(top / total, 4)])
        if (top / total < 0.5) != (park['uid'] in said['park-use-share']):
            out['share'].append([p['name'], top / total])
        town = max(layers['township_function'], key=lambda t: t['g'].intersection(park['g']).area)
        barred = relations['functions'][f"{town['fields']['main_function']} {p['industry_class']} {p['park_kind']}"] == 'barred'
        if barred != (park['uid'] in said['park-class-main-function']):
            out['function'].append([p['name'], town['fields']['name']])
        if p['industry_class'] in ('2', '3'):
            near = min(distance(park['g'], h['g']) for h in housing if not park['g'].contains(h['g'].representative_point()))
            out['housing'].append([p['name'], round(near, 2)])
            if (near < 100) != (park['uid'] in said['park-residential-separation']):
                out['separation'].append([p['name'], near])
        near = min(distance(park['g'], shape({'type': 'Point', 'coordinates': f['coordinates']})) for f in medical)
        out['medical'].append([p['name'], round(near, 1)])
        if (near > 5000) != (park['uid'] in said['park-service-distance']):
            out['service'].append([p['name'], near])


def check_quotas(layers, quotas, truth, out):
    said = {(t['rule'], t['subject']['uid']): t['areaM2'] / 1e4 for t in truth['findings'] if t['rule'].startswith('quota')}
    built, tilled, patches = Counter(), Counter(), Counter()
    for f in layers['land_use']:
        p = f['fields']
        if prefixed(p['land_class'], BUILT):
            built[p['admin_code']] += p['area_m2'] / 1e4
        if prefixed(p['land_class'], ('01',)):
            tilled[p['admin_code']] += p['net_area_m2'] / 1e4
    for f in layers['basic_farmland']:
        patches[f['fields']['admin_code']] += f['fields']['net_area_m2'] / 1e4
    boundary = sum(f['fields']['area_m2'] for f in layers['urban_boundary']) / 1e4
    have = {'construction_land': built, 'cultivated_land': tilled, 'basic_farmland': patches}
    place = {f['fields']['code']: f['uid'] for n in ('county', 'township') for f in layers[n]}
    sums = Counter()
    for q in quotas:
        code, kind = q['admin_code'], q['quota_kind']
        if code != '990121':
            sums[kind] += q['value']
        if kind in have:
            v = sum(have[kind].values()) if code == '990121' else have[kind][code]
        elif kind == 'urban_boundary_area':
            v = boundary
        else:
            continue
        over = v - q['value'] if q['direction'] == 'ceiling' else q['value'] - v
        expected = said.get(('quota-exceeded', place[code])) if q['direction'] == 'ceiling' and kind == 'construction_land' else None
        if expected is None and over > 0.005:
            out['quota'].append([code, kind, v, q['value']])
        if expected is not None and abs(over - expected) > 0.005:
            out['quota'].append([code, kind, over, expected])
    for q in quotas:
        if q['admin_code'] == '990121' and sums[q['quota_kind']]:
            d = q['value'] - sums[q['quota_kind']] if q['direction'] == 'floor' else sums[q['quota_kind']] - q['value']
            expected = said.get(('quota-sum', place['990121'])) if q['quota_kind'] == 'cultivated_land' else None
            if (expected is None and d > 0.005) or (expected is not None and abs(d - expected) > 0.005):
                out['quota_sum'].append([q['quota_kind'], d])


def check_sums(layers, out):
    control = {f['fields']['code']: f['fields']['control_area_ha'] for f in layers['township']}
    if abs(sum(control.values()) - layers['county'][0]['fields']['control_area_ha']) > 0.005:
        out['control'].append(sum(control.values()))
    for name in ('land_use', 'survey_parcel'):
        total = Counter()
        for f in layers[name]:
            total[f['fields']['admin_code']] += f['fields']['area_m2'] / 1e4
        for code, ha in control.items():
            if abs(total[code] - ha) > 0.005:
                out['class_sum'].append([name, code, total[code], ha])


def pieces_apart(layers, truth, out):
    """Pairwise distance of the planted pieces; those of one place may touch."""
    by = {f['uid']: f for fs in layers.values() for f in fs}
    shapes = defaultdict(list)
    for t in truth['findings']:
        subject = by.get(t['subject']['uid'])
        if subject is None or 'g' not in subject or t['rule'].startswith(('park-use', 'park-class', 'quota', 'park-service', 'park-resid')):
            continue
        for piece in t['pieces']:
            other = by.get((piece['other'] or {}).get('uid'))
            if other is not None and 'g' in other and len(piece['cases']) == 1:
                shapes[piece['cases'][0]].append(subject['g'].intersection(other['g']))
    keys = sorted(shapes)
    for i, a in enumerate(keys):
        for b in keys[i + 1 :]:
            if {a, b} == {'C13', 'C19'}:
                continue
            for x in shapes[a]:
                d = min(distance(x, y) for y in shapes[b])
                if 0 < d < 200 and {a, b} != {'C27', 'C04'}:
                    out['apart'].append([a, b, round(d, 1)])


def main():
    layers = read(sys.argv[1])
    truth, quotas, schema, lists, relations = (json.load(open(p, encoding='utf-8')) for p in sys.argv[2:7])
    out = defaultdict(list)
    check_schema(layers, schema, lists, sys.argv[7], out)
    check_values(layers, out)
    check_parks(layers, truth, relations, bool(truth['findings']), out)
    check_quotas(layers, quotas, truth, out)
    check_sums(layers, out)
    pieces_apart(layers, truth, out)
    out['patches'] = [len(layers['basic_farmland']), unary_union([f['g'] for f in layers['basic_farmland']]).is_valid]
    json.dump(out, sys.stdout, ensure_ascii=False)


if __name__ == '__main__':
    main()
