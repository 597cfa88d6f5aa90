import type { OutLayer, RenamedField } from '../../shared/export/out-layer.ts';

/* Names in a file geodatabase as ArcGIS allows them: letters of any script, digits and `_`, beginning with a letter. */

const MAX_NAME = 64;

/** Words of SQL that cannot be names, and the columns that a feature class has by itself. */
const RESERVED = new Set(
  (
    'add alter and as asc between by column create date delete desc drop exists for from group in insert into is like ' +
    'not null or order select set table update values where ' +
    'objectid fid geom shape shape_length shape_area'
  ).split(' '),
);

/** A name that a geodatabase takes, close to the one that is wanted. */
export function gdbName(name: string, used: Set<string>): string {
  const letters = name.normalize('NFC').replaceAll(/[^\p{L}\p{N}_]/gu, '_');
  const begun = /^\p{L}/u.test(letters) ? letters : `T_${letters.replace(/^_+/, '')}`;
  const free = RESERVED.has(begun.toLowerCase()) ? `${begun}_` : begun;
  let cut = free.slice(0, MAX_NAME);
  for (let n = 2; used.has(cut.toLowerCase()); n++) {
    const end = `_${n}`;
    cut = free.slice(0, MAX_NAME - end.length) + end;
  }
  used.add(cut.toLowerCase());
  return cut;
}

/** A layer with fields that a geodatabase takes, and which of them had to be called otherwise. */
export function gdbNames(layer: OutLayer): { readonly layer: OutLayer; readonly renamed: RenamedField[] } {
  const used = new Set<string>();
  const renamed: RenamedField[] = [];
  const fields = layer.fields.map((field) => {
    const name = gdbName(field.name, used);
    if (name !== field.name) renamed.push({ layer: layer.title, from: field.name, to: name });
    return { ...field, name };
  });
  return { layer: { ...layer, fields }, renamed };
}
