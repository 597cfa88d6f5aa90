import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SERVER_PRESETS } from '../../../shared/background/presets.ts';
import {
  liftKey,
  mayFetch,
  parseTemplate,
  tileUrl,
  wmtsTemplate,
} from '../../../shared/background/url-template.ts';
import { must } from '../../../shared/result.ts';

const parse = (text: string, subdomains: readonly string[] = []) => parseTemplate(text, subdomains);
const codeOf = (text: string, subdomains: readonly string[] = []): string => {
  const read = parse(text, subdomains);
  return read.ok ? 'ok' : read.error.code.replace('background.template-', '');
};

describe('tile addresses', () => {
  it('are XYZ, rows from the south, or WMTS by path and by query', () => {
    const tile = { z: 3, x: 5, y: 1 };
    const at = (text: string): string => tileUrl(must(parse(text)), tile, '').href;
    expect(at('https://a.example/{z}/{x}/{y}.png')).toBe('https://a.example/3/5/1.png');
    expect(at('https://a.example/{z}/{x}/{-y}.png')).toBe('https://a.example/3/5/6.png');
    expect(at('https://a.example/wmts/l/default/w/{TileMatrix}/{TileRow}/{TileCol}.png')).toBe(
      'https://a.example/wmts/l/default/w/3/1/5.png',
    );
    expect(
      at(
        wmtsTemplate({
          address: 'https://a.example/gwc?',
          layer: 'a:b',
          style: '',
          matrixSet: 'EPSG:900913',
          matrixPrefix: 'EPSG:900913:',
          format: 'image/png',
        }),
      ),
    ).toBe(
      'https://a.example/gwc?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=a%3Ab&STYLE=&TILEMATRIXSET=EPSG%3A900913&FORMAT=image%2Fpng&TILEMATRIX=EPSG%3A900913%3A3&TILEROW=1&TILECOL=5',
    );
  });

  it('of the presets lead to the hosts of Tianditu alone, with the key in its place', () => {
    expect(SERVER_PRESETS.map(({ id }) => id)).toEqual(['tianditu-img', 'tianditu-vec', 'tianditu-cva']);
    for (const { server, citation } of SERVER_PRESETS) {
      const template = must(parse(server.template, server.subdomains));
      expect(template.hosts).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((n) => `t${n}.tianditu.gov.cn`));
      expect(template).toMatchObject({ needsKey: true, secure: true });
      const url = tileUrl(template, { z: 12, x: 3, y: 4 }, 'a&b');
      expect(url.searchParams.get('tk')).toBe('a&b');
      expect(url.searchParams.get('TILEMATRIX')).toBe('12');
      expect([url.searchParams.get('TILECOL'), url.searchParams.get('TILEROW')]).toEqual(['3', '4']);
      expect(citation.text).not.toBe('');
    }
  });

  it('are refused with the reason', () => {
    expect(codeOf('ftp://a.example/{z}/{x}/{y}')).toBe('scheme');
    expect(codeOf('file:///etc/{z}/{x}/{y}')).toBe('scheme');
    expect(codeOf('javascript:{z}{x}{y}')).toBe('scheme');
    expect(codeOf('https://a.example/{z}/{x}')).toBe('incomplete');
    expect(codeOf('https://a.example/{z}/{x}/{y}/{q}')).toBe('placeholder');
    expect(codeOf('https://{x}.example/{z}/{x}/{y}')).toBe('host');
    expect(codeOf('https://{key}.example/{z}/{x}/{y}')).toBe('host');
    expect(codeOf('https://user:pw@a.example/{z}/{x}/{y}')).toBe('host');
    expect(codeOf('https:///{z}/{x}/{y}')).toBe('host');
    expect(codeOf('https://a.example/{z}/{x}/{y}#f')).toBe('text');
    expect(codeOf('https://a.exa mple/{z}/{x}/{y}')).toBe('text');
    expect(codeOf('https://a.example\\@evil.example/{z}/{x}/{y}')).toBe('text');
    expect(codeOf('https://t{s}.example/{z}/{x}/{y}')).toBe('subdomains');
    expect(codeOf('https://t{s}.example/{z}/{x}/{y}', ['0', '1/x'])).toBe('subdomains');
    expect(codeOf('https://t{s}.example/{z}/{x}/{y}', ['0', 'evil.example/'])).toBe('subdomains');
    expect(codeOf('https://a.example/{z}/{x}/{y}'.padEnd(2100, 'x'))).toBe('text');
  });

  it('never lead elsewhere, whatever the address, the key and the tile', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '{z}',
        '{x}',
        '{y}',
        '{-y}',
        '{s}',
        '{key}',
        '{TileRow}',
        '/',
        '?',
        '&',
        '=',
        '@',
        ':',
        '.',
      ),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('http://', 'https://', 'HTTPS://'),
        fc.array(piece, { maxLength: 14 }),
        fc.string({ maxLength: 20 }),
        fc.nat({ max: 1 << 20 }),
        fc.nat({ max: 1 << 20 }),
        (scheme, pieces, key, x, y) => {
          const read = parse(`${scheme}a.example/${pieces.join('')}/{z}/{x}/{y}`, ['0', 'b']);
          if (!read.ok) return;
          const url = tileUrl(read.value, { z: 20, x, y }, key);
          expect(mayFetch(read.value, url)).toBe(true);
          expect(url.host).toBe('a.example');
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('the guard of hosts', () => {
  const template = must(parse('https://t{s}.example:8443/{z}/{x}/{y}', ['0', '1']));
  const may = (url: string): boolean => mayFetch(template, new URL(url));
  it('takes the configured hosts to the letter, the port included', () => {
    expect(may('https://t0.example:8443/a')).toBe(true);
    expect(may('https://T1.example:8443/a?b')).toBe(true);
    expect(may('https://t0.example/a')).toBe(false);
    expect(may('https://t0.example:443/a')).toBe(false);
    expect(may('https://t2.example:8443/a')).toBe(false);
    expect(may('https://example:8443/a')).toBe(false);
    expect(may('https://t0.example.evil:8443/a')).toBe(false);
    expect(may('https://evil.t0.example:8443/a')).toBe(false);
  });
  it('never steps down from https, and takes no name and password', () => {
    expect(may('http://t0.example:8443/a')).toBe(false);
    expect(may('https://u:p@t0.example:8443/a')).toBe(false);
    expect(may('data:image/png;base64,AA')).toBe(false);
    const plain = must(parse('http://a.example/{z}/{x}/{y}'));
    expect(mayFetch(plain, new URL('https://a.example/'))).toBe(true);
    expect(mayFetch(plain, new URL('http://a.example/'))).toBe(true);
  });
});

describe('a key pasted with the address', () => {
  it('is taken out of it', () => {
    expect(liftKey('https://a/{z}/{x}/{y}?x=1&tk=abc%2B1')).toEqual({
      template: 'https://a/{z}/{x}/{y}?x=1&tk={key}',
      key: 'abc+1',
    });
    expect(liftKey('https://a/{z}?access_token=T')).toMatchObject({ key: 'T' });
    expect(liftKey('https://a/{z}?tk={key}')).toBeNull();
    expect(liftKey('https://a/{z}?STYLE=default')).toBeNull();
    expect(liftKey('https://a/{z}?tk=%E0%A4%A')).toMatchObject({ key: '%E0%A4%A' });
  });
});
