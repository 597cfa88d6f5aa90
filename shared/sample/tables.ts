import type { County } from './features.ts';

/** Areas in ha (to 0.0001): `plan 01`, `base 01` (01 net of ridges, 23 with them), `zone 100`, `redline`, `core`, `farmland net`, `boundary`... */
export function tables(c: County): Record<string, number> {
  const out: Record<string, number> = {};
  const add = (key: string, ha: number): void => {
    out[key] = (out[key] ?? 0) + ha;
  };
  c.land.faces.forEach((_l, f) => {
    const l = c.label(f);
    if (!l || l.township === 0) return;
    const ha = c.land.area(f) / 1e4;
    const ridge = Math.max(0, l.ridge);
    for (const [name, code] of [
      ['plan', l.plan],
      ['base', l.base],
    ] as const) {
      const first = code.slice(0, 2);
      if (first === '01') {
        add(`${name} 01`, ha * (1 - ridge));
        add(`${name} 23`, ha * ridge);
      } else add(`${name} ${first}`, ha);
    }
    add(`zone ${l.zone.startsWith('4') ? '400' : l.zone}`, ha);
    if (l.redline !== '') add('redline', ha);
    if (l.redline.startsWith('R-core')) add('core', ha);
    if (l.patch !== '') {
      add('farmland gross', ha);
      add('farmland net', ha * (1 - ridge));
    }
    if (l.boundary !== '' && /^(0[7-9]|1[0-6])/.test(l.base)) add('base urban', ha);
    if (l.boundary !== '') {
      add('boundary', ha);
      add(`boundary ${l.boundary}`, ha);
    }
    if (l.park !== '') add(`park ${l.park}`, ha);
    if (l.town > 0) add(`town ${l.town}`, ha);
    add(`township ${l.township}`, ha);
    for (const e of l.eco) add(`ecology ${e}`, ha);
  });
  for (const key of Object.keys(out)) out[key] = Math.round(out[key]! * 1e4) / 1e4;
  return out;
}
