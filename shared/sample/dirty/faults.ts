import { nameOfClass, round2, type SampleFeature } from '../features.ts';
import { borderFault, coverageFaults } from './coverage.ts';
import { shapeFaults } from './shapes.ts';
import { Sheet } from './sheet.ts';

/** A fault put into the dirty variant and the finding it must give. */
export interface Fault {
  readonly cases: readonly string[];
  readonly rule: string;
  readonly kind: 'primary' | 'also';
  readonly layer: string;
  /** Feature the finding is about; null where it is about a layer. */
  readonly uid: string | null;
  /** Further features the finding names. */
  readonly others: readonly string[];
  /** Layer on the other side of the finding, when it is one of two layers. */
  readonly counterpart?: string;
  readonly areaM2: number;
  readonly severity: 'blocking' | 'error' | 'warning' | 'notice';
}

/**
 * Puts the faults T1 to T12, A1 to A8 and S1 into finished layers (changed in place), away from the
 * features named in `taken`. Stored areas are true after each but where they are the fault.
 */
export function soil(layers: ReadonlyMap<string, SampleFeature[]>, taken: Set<string>): Fault[] {
  const sheet = new Sheet(layers, taken);
  const townships = new Map(sheet.of('township').map((f) => [String(f.fields['code']), f.uid]));
  return [
    ...coverageFaults(sheet, townships),
    ...shapeFaults(sheet),
    ...borderFault(sheet),
    ...attributeFaults(sheet),
  ];
}

function attributeFaults(sheet: Sheet): Fault[] {
  const out: Fault[] = [];
  const say = (id: string, rule: string, f: SampleFeature, more: Partial<Fault> = {}): void => {
    out.push({
      cases: [id],
      rule,
      kind: 'primary',
      layer: f.layer,
      uid: f.uid,
      others: [],
      areaM2: 0,
      severity: 'error',
      ...more,
    });
  };
  const land = (test: (code: string, f: SampleFeature) => boolean): SampleFeature =>
    sheet.first('land_use', (f) => test(String(f.fields['land_class']), f));

  // The park without a name is one that no planted finding names.
  const park = sheet.of('industrial_park').find((f) => f.fields['park_kind'] === 'modern_agriculture')!;
  sheet.set(park, { name: null });
  say('A1', 'required-field', park);

  const odd = land((code, f) => code === '0801' && f.fields['settlement_attribute'] === '10');
  sheet.set(odd, { land_class: '0899', land_class_name: nameOfClass('0801') });
  say('A2', 'code-domain', odd);

  const stable = land((code) => code === '060202');
  sheet.set(stable, { land_class: '0603', land_class_name: '畜禽养殖设施建设用地' });
  const hall = land((code, f) => code.startsWith('09') && f.fields['settlement_attribute'] === '10');
  sheet.set(hall, { land_class: '090301', land_class_name: '娱乐用地' });
  say('A3', 'class-edition-mix', stable, { uid: null, others: [stable.uid, hall.uid] });

  const wood = land((code) => code === '0301');
  sheet.set(wood, { land_class_name: nameOfClass('0303') });
  say('A4', 'name-code', wood, { severity: 'warning' });

  const one = sheet.first('survey_parcel', (f) => f.fields['survey_class'] === '0301');
  const two = sheet.first('survey_parcel', (f) => f.fields['survey_class'] === '0301');
  sheet.rename(two, one.uid);
  say('A5', 'uid-unique', one, { others: [one.uid] });
  const third = land((code) => code === '0301');
  const fourth = land((code) => code === '0301');
  const number = '990121000000000001';
  sheet.set(third, { identifier: number });
  sheet.set(fourth, { identifier: number });
  say('A5', 'bsm-unique', third, { others: [fourth.uid] });

  const k3 = sheet.of('industrial_park').find((f) => f.fields['park_level'] === 'township')!;
  sheet.set(k3, { area_m2: round2(Number(k3.fields['area_m2']) * 1.007) });
  say('A6', 'stored-area', k3, { severity: 'warning' });
  const parcel = land((code) => code === '0303');
  sheet.set(parcel, {
    area_m2: round2(Number(parcel.fields['area_m2']) - 0.02),
    net_area_m2: round2(Number(parcel.fields['area_m2']) - 0.02),
  });
  say('A6', 'stored-area', parcel, { severity: 'warning' });

  const tilled = sheet.first('survey_parcel', (f) => typeof f.fields['deducted_area_m2'] === 'number');
  const wrong = round2(Number(tilled.fields['deducted_area_m2']) + 5);
  sheet.set(tilled, {
    deducted_area_m2: wrong,
    net_area_m2: round2(Number(tilled.fields['area_m2']) - wrong),
  });
  say('A7', 'ridge-deduction', tilled);

  const homestead =
    (code: string) =>
    (f: SampleFeature): boolean =>
      f.fields['survey_class'] === '0702' && String(f.fields['settlement_attribute']).startsWith(code);
  const inTown = sheet
    .of('survey_parcel')
    .some((f) => !sheet.taken.has(f.uid) && (homestead('201')(f) || homestead('202')(f)));
  const house = sheet.first('survey_parcel', (f) =>
    inTown ? homestead('201')(f) || homestead('202')(f) : homestead('203')(f),
  );
  sheet.set(house, { settlement_attribute: null });
  say('A8', 'settlement-attribute', house);

  const county = sheet.of('county')[0]!;
  sheet.set(county, { control_area_ha: round2(Number(county.fields['control_area_ha']) + 0.01) });
  say('S1', 'control-area', county);
  return out;
}
