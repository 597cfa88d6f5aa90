import { Land } from './divide.ts';
import { random } from './kernel/prng.ts';
import { compose, type Composition } from './place/compose.ts';
import { plan } from './classes.ts';
import { NATURAL } from './fill.ts';
import { baseline, reclaim } from './baseline.ts';
import { divideParcels, farmland, joinChips } from './parcels.ts';
import { settleTargets } from './settle.ts';
import { layStreets } from './streets.ts';
import { terrain } from './terrain.ts';
import { middleOf, zone } from './zoning.ts';

const HA = 1e4;

/** The county with every label set, before parcels are divided further. */
export function build(
  seed: number,
  parcels: number,
  lap: (stage: string, share: number) => void = () => undefined,
): { land: Land; composition: Composition } {
  const composition = compose(seed);
  const land = new Land(composition.mesh, composition.faces, random(seed, 'land'));
  lap('compose', 0.1);
  layStreets(land, seed);
  const height = terrain(composition.ways, composition.settlements, seed);
  land.shrink(
    land.where((l) => l.township > 0 && l.ground === 'country'),
    (f) => {
      const e = height(...middleOf(land, f));
      return (e < 0.9 ? 230 : e < 1.4 ? 680 : e < 2 ? 980 : 1250) * HA;
    },
    () => NATURAL,
  );
  for (const label of land.faces) {
    if (!label || label.way === '') continue;
    if (label.zone === '')
      label.zone = ['G1', 'R1'].includes(label.way) ? '730' : label.plan.startsWith('17') ? '210' : '520';
    // The listed route across the redline has its item of limited activity on record.
    if (label.zone === '100' && label.plan.startsWith('12')) label.item = '6';
  }
  lap('divide', 0.2);
  zone(land, height, seed);
  lap('zones', 0.3);
  plan(land, composition.settlements, height, seed);
  lap('classes', 0.4);
  farmland(land, height, parcels <= 3000 ? 500 : 0);
  reclaim(land, composition.settlements);
  baseline(land, composition.settlements);
  joinChips(land);
  divideParcels(land, parcels);
  lap('parcels', 0.7);
  settleTargets(land, composition.drawing.targets);
  lap('settled', 0.8);
  return { land, composition };
}
