import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { tableEncoding } from '../../../electron/formats/dbf-encoding.ts';
import { decoderOf, encodingName, guessEncoding, isUtf8 } from '../../../electron/formats/encoding.ts';

const gbk = (text: string): Uint8Array => iconv.encode(text, 'gbk');
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const NAMES = ['澄川县桐渡镇', '永久基本农田', '一类工业用地', '㳠滩村'];

describe('encodings', () => {
  it.each([
    ['GBK', 'gb18030'],
    ['cp936', 'gb18030'],
    ['GB2312', 'gb18030'],
    ['UTF-8', 'utf-8'],
    [' utf8\n', 'utf-8'],
    ['65001', 'utf-8'],
    ['Big5', 'big5'],
    ['nonsense', null],
    ['', null],
  ])('%s is %s', (name, known) => expect(encodingName(name)).toBe(known));

  it('reads the rare characters of names', () => {
    expect(decoderOf('gb18030')(iconv.encode('㳠滩村', 'gb18030'))).toBe('㳠滩村');
    expect(decoderOf('utf-8')(utf8('㳠滩村'))).toBe('㳠滩村');
  });

  it('tells Chinese in GBK and UTF-8 apart by content', () => {
    expect(guessEncoding(NAMES.map(utf8))).toBe('utf-8');
    expect(guessEncoding(NAMES.slice(0, 3).map(gbk))).toBe('gb18030');
    expect(guessEncoding([utf8('plain'), new Uint8Array(0)])).toBeNull();
  });

  it('takes a character cut off by the width of a field for UTF-8 still', () => {
    const cut = utf8('永久基本农田').slice(0, 10);
    expect(isUtf8(cut)).toBe(true);
    expect(isUtf8(Uint8Array.from([...cut, 0x20, 0xff]))).toBe(false);
    expect(guessEncoding([cut])).toBe('utf-8');
  });
});

describe('the encoding of a table', () => {
  const chinese = NAMES.slice(0, 3);
  it('is the choice, the .cpg, the language driver, the content, in this order', () => {
    expect(tableEncoding('GBK', 'UTF-8', 0, chinese.map(utf8))).toMatchObject({
      encoding: 'gb18030',
      from: 'chosen',
    });
    expect(tableEncoding(null, 'UTF-8', 0x4d, chinese.map(utf8))).toMatchObject({
      encoding: 'utf-8',
      from: 'cpg',
    });
    expect(tableEncoding(null, null, 0x4d, chinese.map(gbk))).toMatchObject({
      encoding: 'gb18030',
      from: 'language',
    });
    expect(tableEncoding(null, null, 0x57, chinese.map(gbk))).toMatchObject({
      encoding: 'gb18030',
      from: 'content',
    });
    expect(tableEncoding(null, null, 0, chinese.map(utf8))).toMatchObject({
      encoding: 'utf-8',
      from: 'content',
    });
  });

  it('does not believe a Western code page nor a wrong UTF-8', () => {
    expect(tableEncoding(null, 'ISO-8859-1', 0x57, chinese.map(gbk))).toMatchObject({ encoding: 'gb18030' });
    expect(tableEncoding(null, 'UTF-8', 0, chinese.map(gbk))).toMatchObject({
      encoding: 'gb18030',
      contradicted: true,
    });
  });
});
