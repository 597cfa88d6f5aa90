import type { Box } from '../../shared/geometry/packed.ts';

/*
 * A drawing of AutoCAD 2000 (AC1015) with nothing in it: the sections that programs insist on, in the order and with
 * the owners that the DXF reference names. Handles below `FIRST_HANDLE` are those used here.
 */

/** Handle of the block record of model space, which owns all entities. */
export const MODEL_SPACE = '1F';
export const FIRST_HANDLE = 0x100;

/** Groups as lines: code and value by turns. */
const groups = (...pairs: readonly (string | number)[]): string => `${pairs.join('\n')}\n`;

const section = (name: string, body: string): string =>
  groups(0, 'SECTION', 2, name) + body + groups(0, 'ENDSEC');

const table = (name: string, handle: string, entries: readonly string[], extra = ''): string =>
  groups(0, 'TABLE', 2, name, 5, handle, 330, 0, 100, 'AcDbSymbolTable', 70, entries.length) +
  extra +
  entries.join('') +
  groups(0, 'ENDTAB');

const record = (
  kind: string,
  handle: string,
  owner: string,
  subclass: string,
  ...rest: (string | number)[]
): string => groups(0, kind, 5, handle, 330, owner, 100, 'AcDbSymbolTableRecord', 100, subclass, ...rest);

/** A layer of the drawing. */
export interface DrawingLayer {
  readonly name: string;
  readonly handle: string;
  /** Number of the AutoCAD colour index. */
  readonly colour: number;
}

export function headerSection(extent: Box | null, nextHandle: string): string {
  const [minX, minY, maxX, maxY] = extent ?? [0, 0, 1000, 1000];
  return section(
    'HEADER',
    groups(9, '$ACADVER', 1, 'AC1015', 9, '$DWGCODEPAGE', 3, 'ANSI_936', 9, '$HANDSEED', 5, nextHandle) +
      groups(9, '$INSUNITS', 70, 6, 9, '$MEASUREMENT', 70, 1, 9, '$LUNITS', 70, 2, 9, '$LUPREC', 70, 4) +
      groups(9, '$EXTMIN', 10, minX.toFixed(4), 20, minY.toFixed(4), 30, '0.0') +
      groups(9, '$EXTMAX', 10, maxX.toFixed(4), 20, maxY.toFixed(4), 30, '0.0'),
  );
}

function viewPort(extent: Box | null): string {
  const [minX, minY, maxX, maxY] = extent ?? [0, 0, 1000, 1000];
  const height = Math.max(maxY - minY, (maxX - minX) / 1.5, 1) * 1.05;
  return record(
    'VPORT',
    '29',
    '8',
    'AcDbViewportTableRecord',
    2,
    '*ACTIVE',
    70,
    0,
    10,
    '0.0',
    20,
    '0.0',
    11,
    '1.0',
    21,
    '1.0',
    12,
    ((minX + maxX) / 2).toFixed(4),
    22,
    ((minY + maxY) / 2).toFixed(4),
    13,
    '0.0',
    23,
    '0.0',
    14,
    '10.0',
    24,
    '10.0',
    15,
    '10.0',
    25,
    '10.0',
    16,
    '0.0',
    26,
    '0.0',
    36,
    '1.0',
    17,
    '0.0',
    27,
    '0.0',
    37,
    '0.0',
    40,
    height.toFixed(4),
    41,
    '1.5',
    42,
    '50.0',
    43,
    '0.0',
    44,
    '0.0',
    50,
    '0.0',
    51,
    '0.0',
    71,
    0,
    72,
    100,
    73,
    1,
    74,
    3,
    75,
    0,
    76,
    0,
    77,
    0,
    78,
    0,
  );
}

const lineType = (handle: string, name: string, description: string): string =>
  record(
    'LTYPE',
    handle,
    '5',
    'AcDbLinetypeTableRecord',
    2,
    name,
    70,
    0,
    3,
    description,
    72,
    65,
    73,
    0,
    40,
    '0.0',
  );

export function tablesSection(layers: readonly DrawingLayer[], extent: Box | null): string {
  const layer = ({ name, handle, colour }: DrawingLayer): string =>
    record(
      'LAYER',
      handle,
      '2',
      'AcDbLayerTableRecord',
      2,
      name,
      70,
      0,
      62,
      colour,
      6,
      'CONTINUOUS',
      370,
      -3,
      390,
      'F',
    );
  const style = record(
    'STYLE',
    '11',
    '3',
    'AcDbTextStyleTableRecord',
    2,
    'STANDARD',
    70,
    0,
    40,
    '0.0',
    41,
    '1.0',
    50,
    '0.0',
    71,
    0,
    42,
    '2.5',
    3,
    'simsun.ttc',
    4,
    '',
  );
  const dimension = groups(
    0,
    'DIMSTYLE',
    105,
    '27',
    330,
    'A',
    100,
    'AcDbSymbolTableRecord',
    100,
    'AcDbDimStyleTableRecord',
    2,
    'STANDARD',
    70,
    0,
  );
  const block = (handle: string, name: string): string =>
    record('BLOCK_RECORD', handle, '1', 'AcDbBlockTableRecord', 2, name);
  return section(
    'TABLES',
    table('VPORT', '8', [viewPort(extent)]) +
      table('LTYPE', '5', [
        lineType('14', 'BYBLOCK', ''),
        lineType('15', 'BYLAYER', ''),
        lineType('16', 'CONTINUOUS', 'Solid line'),
      ]) +
      table('LAYER', '2', [layer({ name: '0', handle: '10', colour: 7 }), ...layers.map(layer)]) +
      table('STYLE', '3', [style]) +
      table('VIEW', '6', []) +
      table('UCS', '7', []) +
      table('APPID', '9', [record('APPID', '12', '9', 'AcDbRegAppTableRecord', 2, 'ACAD', 70, 0)]) +
      table('DIMSTYLE', 'A', [dimension], groups(100, 'AcDbDimStyleTable', 71, 0)) +
      table('BLOCK_RECORD', '1', [block(MODEL_SPACE, '*Model_Space'), block('1B', '*Paper_Space')]),
  );
}

/** Model and paper space, both empty: entities of model space stand in their own section. */
export function blocksSection(): string {
  const block = (name: string, owner: string, begin: string, end: string): string =>
    groups(
      0,
      'BLOCK',
      5,
      begin,
      330,
      owner,
      100,
      'AcDbEntity',
      8,
      '0',
      100,
      'AcDbBlockBegin',
      2,
      name,
      70,
      0,
    ) +
    groups(10, '0.0', 20, '0.0', 30, '0.0', 3, name, 1, '') +
    groups(0, 'ENDBLK', 5, end, 330, owner, 100, 'AcDbEntity', 8, '0', 100, 'AcDbBlockEnd');
  return section(
    'BLOCKS',
    block('*Model_Space', MODEL_SPACE, '20', '21') + block('*Paper_Space', '1B', '1C', '1D'),
  );
}

export const ENTITIES_BEGIN = groups(0, 'SECTION', 2, 'ENTITIES');
export const ENTITIES_END = groups(0, 'ENDSEC');

/** The root dictionary with the entries that are looked for. */
export const objectsSection = (): string =>
  section(
    'OBJECTS',
    groups(0, 'DICTIONARY', 5, 'C', 330, 0, 100, 'AcDbDictionary', 281, 1, 3, 'ACAD_GROUP', 350, 'D') +
      groups(3, 'ACAD_PLOTSTYLENAME', 350, 'E') +
      groups(0, 'DICTIONARY', 5, 'D', 330, 'C', 100, 'AcDbDictionary', 281, 1) +
      groups(
        0,
        'ACDBDICTIONARYWDFLT',
        5,
        'E',
        330,
        'C',
        100,
        'AcDbDictionary',
        281,
        1,
        3,
        'Normal',
        350,
        'F',
      ) +
      groups(100, 'AcDbDictionaryWithDefault', 340, 'F') +
      groups(0, 'ACDBPLACEHOLDER', 5, 'F', 330, 'E'),
  );

export const END = groups(0, 'EOF');

/** A remark, which programs read over. */
export const comment = (text: string): string => groups(999, text);

/** An entity of model space up to its own groups. */
export const entityHead = (kind: string, handle: string, layer: string): string =>
  groups(0, kind, 5, handle, 330, MODEL_SPACE, 100, 'AcDbEntity', 8, layer);

export { groups };
