import { fail, ok, type Result } from '../result.ts';

/** A tile address as it was written, understood: which hosts it can lead to, and how a tile's address is made. */
export interface UrlTemplate {
  readonly text: string;
  readonly subdomains: readonly string[];
  /** Host and port of every address it can give, lower case; nothing else may ever be asked. */
  readonly hosts: readonly string[];
  readonly secure: boolean;
  readonly needsKey: boolean;
}

const MAX_LENGTH = 2000;
const MAX_SUBDOMAINS = 32;
const PLACEHOLDER = /\{([^{}]*)\}/g;
/** Names of WMTS beside the usual ones: TileMatrix is the zoom, TileCol the column, TileRow the row from the top. */
const WMTS_NAMES: Readonly<Record<string, string>> = { tilematrix: 'z', tilecol: 'x', tilerow: 'y' };
const NAMES: ReadonlySet<string> = new Set(['z', 'x', 'y', '-y', 's', 'key']);

const nameOf = (written: string): string => WMTS_NAMES[written.toLowerCase()] ?? written;

const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(PLACEHOLDER, (_whole, written: string) => values[nameOf(written)] ?? '');

const parsed = (text: string): URL | null => {
  try {
    return new URL(text);
  } catch {
    return null;
  }
};

/** Between the scheme and the path: host and port. */
const authorityOf = (text: string): string => /^https?:\/\/([^/?#]*)/i.exec(text)?.[1] ?? '';

/**
 * Understands a tile address: XYZ (`{z}/{x}/{y}`, `{-y}` where rows count from the south), WMTS by path or by query
 * (`{TileMatrix} {TileRow} {TileCol}`), `{s}` for the subdomain, `{key}` for the key.
 *
 * @returns failures `background.template-scheme` (not http or https), `background.template-host` (a host that is not
 * fixed, carries a name and password or is no host), `background.template-placeholder` (an unknown name in braces),
 * `background.template-incomplete` (zoom, column or row is missing), `background.template-subdomains`,
 * `background.template-text` (too long, or with blanks, control characters or a fragment)
 */
export function parseTemplate(written: string, subdomains: readonly string[]): Result<UrlTemplate> {
  const text = written.trim();
  if (text.length > MAX_LENGTH || /[\s\\#\p{Cc}]/u.test(text)) return fail('background.template-text');
  if (!/^https?:\/\//i.test(text)) return fail('background.template-scheme');
  const used = [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
  const unknown = used.find((name) => !NAMES.has(nameOf(name)));
  if (unknown !== undefined) return fail('background.template-placeholder', { name: unknown.slice(0, 40) });
  if (/[{}]/.test(text.replace(PLACEHOLDER, ''))) return fail('background.template-text');
  const names = new Set(used.map(nameOf));
  if (!names.has('z') || !names.has('x') || !(names.has('y') || names.has('-y'))) {
    return fail('background.template-incomplete');
  }
  const authority = authorityOf(text);
  const inHost = [...authority.matchAll(PLACEHOLDER)].map((match) => nameOf(match[1] ?? ''));
  // Without a host the parser of addresses would take the first number for one.
  if (authority === '' || inHost.some((name) => name !== 's') || authority.includes('@'))
    return fail('background.template-host');
  const parts = names.has('s') ? subdomains : [''];
  const wrong =
    names.has('s') &&
    (parts.length === 0 ||
      parts.length > MAX_SUBDOMAINS ||
      parts.some((part) => !/^[a-z0-9-]{1,63}$/i.test(part)));
  if (wrong) return fail('background.template-subdomains');
  const hosts = new Set<string>();
  for (const s of parts) {
    const url = parsed(fill(text, { z: '0', x: '0', y: '0', '-y': '0', key: 'k', s }));
    if (url === null || url.host === '' || url.username !== '' || url.password !== '') {
      return fail('background.template-host');
    }
    hosts.add(url.host);
  }
  return ok({
    text,
    subdomains: names.has('s') ? subdomains : [],
    hosts: [...hosts],
    secure: /^https:/i.test(text),
    needsKey: names.has('key'),
  });
}

/** The address of a tile (row from the north). Subdomains are taken in turn, the same one for the same tile. */
export function tileUrl(
  template: UrlTemplate,
  tile: { readonly z: number; readonly x: number; readonly y: number },
  key: string,
): URL {
  const { z, x, y } = tile;
  const { subdomains } = template;
  const s = subdomains.length === 0 ? '' : (subdomains[(x + y) % subdomains.length] ?? '');
  const south = 2 ** z - 1 - y;
  return new URL(
    fill(template.text, {
      z: String(z),
      x: String(x),
      y: String(y),
      '-y': String(south),
      s,
      key: encodeURIComponent(key),
    }),
  );
}

/**
 * Whether an address may be asked on behalf of a template: one of its hosts to the letter, the port included, and
 * never by http where the template says https. Every address passes here, those of redirects too.
 */
export function mayFetch(template: UrlTemplate, url: URL): boolean {
  const secure = url.protocol === 'https:';
  if (!secure && (url.protocol !== 'http:' || template.secure)) return false;
  return url.username === '' && url.password === '' && template.hosts.includes(url.host);
}

/** Names under which services take their key in the query. */
const KEY_NAMES = 'tk|key|token|access_token|apikey|api_key|ak|sk|license';

/**
 * A key that was pasted with the address is taken out of it, so that it is kept as a key and shown nowhere.
 *
 * @returns the address with `{key}` in its place, and the key; null when there is none
 */
export function liftKey(text: string): { readonly template: string; readonly key: string } | null {
  const match = new RegExp(`([?&](?:${KEY_NAMES})=)([^&{}#]+)`, 'i').exec(text);
  if (match === null) return null;
  const [whole, name = '', written = ''] = match;
  let key = written;
  try {
    key = decodeURIComponent(written);
  } catch {
    // Not an encoding: it is the key as it stands.
  }
  return { template: text.replace(whole, `${name}{key}`), key };
}

/** A WMTS GetTile address by query parameters; every value but the zoom, row and column is fixed. */
export function wmtsTemplate(service: {
  readonly address: string;
  readonly layer: string;
  readonly style: string;
  readonly matrixSet: string;
  /** Before the zoom in the name of a matrix, `EPSG:900913:` on some servers. */
  readonly matrixPrefix: string;
  readonly format: string;
}): string {
  const { address, layer, style, matrixSet, matrixPrefix, format } = service;
  const clean = address.trim().replace(/[?&]+$/, '');
  const query = [
    'SERVICE=WMTS',
    'REQUEST=GetTile',
    'VERSION=1.0.0',
    `LAYER=${encodeURIComponent(layer)}`,
    `STYLE=${encodeURIComponent(style)}`,
    `TILEMATRIXSET=${encodeURIComponent(matrixSet)}`,
    `FORMAT=${encodeURIComponent(format)}`,
    `TILEMATRIX=${encodeURIComponent(matrixPrefix)}{z}`,
    'TILEROW={y}',
    'TILECOL={x}',
  ].join('&');
  return `${clean}${clean.includes('?') ? '&' : '?'}${query}`;
}
