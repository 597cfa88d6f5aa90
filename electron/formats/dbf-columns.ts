import type { OutEncoding, OutField } from '../../shared/export/out-layer.ts';
import type { FieldValue } from '../../shared/model/record.ts';
import { cutToBytes, encodeText } from './encode-text.ts';

/** What a value lost on its way into a table of fixed widths. */
export type Loss = 'text-cut' | 'char-lost' | 'number-rounded' | 'number-too-large' | 'date-lost';

/** A column of a dBASE table. */
export interface DbfColumn {
  readonly type: 'C' | 'N' | 'D';
  readonly length: number;
  readonly decimals: number;
  /** The value in exactly `length` bytes; `lost` is told what could not be kept, with an example. */
  bytes(value: FieldValue, lost: (loss: Loss, example: string) => void): Uint8Array;
}

/** Longest text a column can hold, bytes. */
export const MAX_TEXT_BYTES = 254;
const INTEGER_WIDTH = 18;
const NUMBER_WIDTH = 20;
/** Width and decimals of a number whose precision nobody has said: fifteen digits after the point, as GDAL writes them. */
const WIDE = { width: 24, decimals: 15 };
const BLANK = 0x20;

const blank = (length: number): Uint8Array => new Uint8Array(length).fill(BLANK);

function textColumn(length: number, encoding: OutEncoding): DbfColumn {
  return {
    type: 'C',
    length,
    decimals: 0,
    bytes: (value, lost) => {
      const out = blank(length);
      if (value === null) return out;
      const whole = String(value);
      let encoded = encodeText(whole, encoding);
      if (encoded.lost.length > 0) lost('char-lost', encoded.lost[0]!);
      if (encoded.bytes.length > length) {
        lost('text-cut', whole);
        encoded = encodeText(cutToBytes(whole, encoding, length), encoding);
      }
      out.set(encoded.bytes);
      return out;
    },
  };
}

/** A number right-aligned; fewer decimals where it would not fit otherwise. */
function numberText(value: number, width: number, decimals: number): string | null {
  for (let d = decimals; d >= 0; d--) {
    const text = value.toFixed(d);
    if (text.length <= width) return text.includes('e') ? null : text;
  }
  return null;
}

function numberColumn(width: number, decimals: number): DbfColumn {
  return {
    type: 'N',
    length: width,
    decimals,
    bytes: (value, lost) => {
      const out = blank(width);
      if (value === null) return out;
      const figure = typeof value === 'number' ? value : Number(value);
      const text = Number.isFinite(figure) ? numberText(figure, width, decimals) : null;
      if (text === null) {
        lost('number-too-large', String(value));
        return out;
      }
      if (Number(text) !== figure) lost('number-rounded', String(value));
      out.set(Buffer.from(text, 'latin1'), width - text.length);
      return out;
    },
  };
}

const dateColumn: DbfColumn = {
  type: 'D',
  length: 8,
  decimals: 0,
  bytes: (value, lost) => {
    const out = blank(8);
    if (value === null) return out;
    const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(String(value));
    if (found === null) lost('date-lost', String(value));
    else out.set(Buffer.from(found.slice(1).join(''), 'latin1'));
    return out;
  },
};

/** The column that holds a field. Texts get the length the schema says, in characters, as many bytes as that may take. */
export function columnOf(field: OutField, encoding: OutEncoding): DbfColumn {
  switch (field.type) {
    case 'int':
      return numberColumn(INTEGER_WIDTH, 0);
    case 'real':
      return field.precision === null
        ? numberColumn(WIDE.width, WIDE.decimals)
        : numberColumn(NUMBER_WIDTH, field.precision);
    case 'date':
      return dateColumn;
    default: {
      const perCharacter = encoding === 'utf-8' ? 3 : 2;
      const wanted = field.length === null ? MAX_TEXT_BYTES : field.length * perCharacter;
      return textColumn(Math.max(1, Math.min(MAX_TEXT_BYTES, wanted)), encoding);
    }
  }
}
