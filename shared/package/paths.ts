/** Names that Windows keeps for devices, with any ending. */
const DEVICES = /^(con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(\.|$)/i;
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u001f\u007f<>:"|?*\\/]/;
/** Marks that turn the direction of writing could show a name other than it is. */
const TURNING = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const MAX_NAME = 120;
const MAX_PATH = 240;
const MAX_ENDING = 12;

/** Whether one name can stand in every file system and says what it is. */
export const isSafeName = (name: string): boolean =>
  name !== '' &&
  name !== '.' &&
  name !== '..' &&
  name.length <= MAX_NAME &&
  name === name.normalize('NFC') &&
  !FORBIDDEN.test(name) &&
  !TURNING.test(name) &&
  !/[. ]$/.test(name) &&
  !name.startsWith(' ') &&
  !DEVICES.test(name);

/** Whether a path of a package stays within it: names with `/` between, no way up, no drive, no root. */
export const isSafePath = (path: string): boolean =>
  path.length <= MAX_PATH && path.split('/').every(isSafeName);

/** What two paths have in common that one file system or another takes for the same. */
export const collisionKey = (path: string): string => path.normalize('NFC').toLowerCase().normalize('NFC');

/** A name as it may stand, from one that a person or a file system gave; `fallback` where nothing is left. */
export function safeName(name: string, fallback: string): string {
  const plain = Array.from(name.normalize('NFC'))
    .map((char) => (FORBIDDEN.test(char) || TURNING.test(char) ? '_' : char))
    .join('')
    .trim();
  const dot = plain.lastIndexOf('.');
  const ended = dot > 0 && plain.length - dot <= MAX_ENDING;
  const [stem, ending] = ended ? [plain.slice(0, dot), plain.slice(dot)] : [plain, ''];
  // Characters outside the basic plane are two units, and must not be cut in half.
  const short = Array.from(stem)
    .slice(0, (MAX_NAME >> 1) - ending.length)
    .join('');
  const cut = `${short}${ending}`.replace(/[. ]+$/, '');
  const named = DEVICES.test(cut) ? `_${cut}` : cut;
  return isSafeName(named) ? named : fallback;
}
