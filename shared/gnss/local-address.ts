/** The four bytes of an IPv4 address in its plain form; null for anything else, shortened and octal forms among it. */
function ipv4(text: string): readonly number[] | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part))) return null;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : null;
}

/** The eight groups of an IPv6 address without zone; null for anything else. */
function ipv6(text: string): readonly number[] | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const groups = (half: string): number[] | null => {
    if (half === '') return [];
    const found: number[] = [];
    const parts = half.split(':');
    for (const [i, part] of parts.entries()) {
      const last = i === parts.length - 1 ? ipv4(part) : null;
      if (last !== null) found.push(256 * last[0]! + last[1]!, 256 * last[2]! + last[3]!);
      else if (/^[0-9a-f]{1,4}$/i.test(part)) found.push(Number.parseInt(part, 16));
      else return null;
    }
    return found;
  };
  const [head, tail] = [groups(halves[0]!), groups(halves[1] ?? '')];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  return [...head, ...Array<number>(missing).fill(0), ...tail];
}

/** `loopback` this machine; `private` a network that no address of the internet leads to. */
export type AddressKind = 'loopback' | 'private';

function kindOfV4([a = 0, b = 0]: readonly number[]): AddressKind | null {
  if (a === 127) return 'loopback';
  const isPrivate =
    a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168) || (a === 169 && b === 254);
  return isPrivate ? 'private' : null;
}

function kindOfV6(groups: readonly number[]): AddressKind | null {
  if (groups.slice(0, 7).every((group) => group === 0) && groups[7] === 1) return 'loopback';
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    const [high = 0, low = 0] = groups.slice(6);
    return kindOfV4([high >> 8, high & 255, low >> 8, low & 255]);
  }
  const [first = 0] = groups;
  // Unique local (fc00::/7) and link-local (fe80::/10).
  return (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80 ? 'private' : null;
}

/**
 * Which local address a text is; null for all else. Names are none, for somebody would have to be asked for them, but
 * for `localhost`, which is this machine.
 */
export function localAddress(text: string): { readonly kind: AddressKind; readonly host: string } | null {
  if (text.toLowerCase() === 'localhost') return { kind: 'loopback', host: '127.0.0.1' };
  const v4 = ipv4(text);
  if (v4 !== null) {
    const kind = kindOfV4(v4);
    return kind === null ? null : { kind, host: text };
  }
  const found = /^([^%]*)(%[\w.-]{1,32})?$/.exec(text);
  const v6 = found === null ? null : ipv6(found[1]!);
  const kind = v6 === null ? null : kindOfV6(v6);
  return kind === null ? null : { kind, host: text };
}
