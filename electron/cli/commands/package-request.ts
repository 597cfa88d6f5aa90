import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { PackageRequest } from '../../../shared/bridge/package-contract.ts';
import { FIELD_NAMINGS } from '../../../shared/export/out-fields.ts';
import { PLAN_IDS, type PlanId } from '../../../shared/model/layer.ts';
import { FOLDER_KEYS, type FolderKey } from '../../../shared/package/structure.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { openReader, type Reader } from '../../store/read/reader.ts';
import type { Line } from '../command-line.ts';
import { isDay, localDay } from '../day.ts';
import type { CliIo } from '../define-command.ts';

/** Fieldwork is no part of a deliverable unless it is asked for. */
const USUAL: readonly PlanId[] = PLAN_IDS.filter((plan) => plan !== 'field');

/** The layers of the named plans that hold anything, and the named layers. */
function layersOf(reader: Reader, line: Line): Result<string[]> {
  const states = reader.layers();
  const plans: PlanId[] = [];
  for (const wanted of line.list('plan')) {
    const plan = PLAN_IDS.find((one) => one === wanted);
    if (plan === undefined) return fail('cli.choice', { option: '--plan', names: PLAN_IDS.join(', ') });
    plans.push(plan);
  }
  const named = line.list('layer');
  const unknown = named.find((id) => !states.some(({ schema }) => schema.id === id));
  if (unknown !== undefined)
    return fail('cli.layer', { value: unknown, names: states.map(({ schema }) => schema.id).join(', ') });
  const wanted = plans.length === 0 && named.length === 0 ? USUAL : plans;
  const layers = states
    .filter(({ schema, count }) => named.includes(schema.id) || (wanted.includes(schema.plan) && count > 0))
    .map(({ schema }) => schema.id);
  return layers.length === 0 ? fail('export.no-layers') : ok(layers);
}

/** A version by its name or its id. */
function versionOf(reader: Reader, wanted: string | undefined): Result<string | null> {
  if (wanted === undefined) return ok(null);
  const versions = reader.versions();
  const found = versions.filter(({ uid, name }) => uid === wanted || name === wanted);
  const [only] = found;
  return only !== undefined && found.length === 1
    ? ok(only.uid)
    : fail('cli.version', {
        value: wanted,
        names: versions.map(({ name, uid }) => `${name} (${uid})`).join(', '),
      });
}

/** `1=file.pdf` or `text=file.pdf`: folders by their number or key. */
export function folderOf(word: string): FolderKey | undefined {
  const key = /^[1-9]$/.test(word) ? FOLDER_KEYS[Number(word) - 1] : FOLDER_KEYS.find((one) => one === word);
  return key === 'vector' ? undefined : key;
}

function pairs(line: Line, option: string): Result<{ key: FolderKey; value: string }[]> {
  const found: { key: FolderKey; value: string }[] = [];
  for (const word of line.list(option)) {
    const at = word.indexOf('=');
    const name = word.slice(0, Math.max(0, at));
    const key = option === 'folder' && (name === '4' || name === 'vector') ? 'vector' : folderOf(name);
    if (key === undefined) return fail('cli.folder', { value: word, names: FOLDER_KEYS.join(', ') });
    found.push({ key, value: word.slice(at + 1) });
  }
  return ok(found);
}

/**
 * The passphrase of a key or a box, from a file: on the line everybody could read it. A mark of the byte order before it
 * and the end of the line behind it are no part of it. Null where none is asked for; failures `package.not-read` (file,
 * cause), and `cli.no-passphrase` (file) where the file holds none: what was to be locked would be left open.
 */
export async function passphraseOf(line: Line): Promise<Result<string | null>> {
  const file = line.value('passphrase-file');
  if (file === undefined) return ok(null);
  try {
    const content = await readFile(path.resolve(file), 'utf8');
    const passphrase = content.replace(/^\ufeff/, '').replace(/\r?\n$/, '');
    return passphrase.trim() === ''
      ? fail('cli.no-passphrase', { file: path.basename(file) })
      : ok(passphrase);
  } catch (error) {
    return fail('package.not-read', {
      file: path.basename(file),
      cause: String((error as NodeJS.ErrnoException).code),
    });
  }
}

/** What the words of `lantu package` ask for. */
export async function packageRequestOf(
  file: string,
  out: string,
  line: Line,
  io: CliIo,
): Promise<Result<PackageRequest>> {
  const naming = FIELD_NAMINGS.find((one) => one === (line.value('names') ?? 'standard'));
  if (naming === undefined) return fail('cli.choice', { option: '--names', names: FIELD_NAMINGS.join(', ') });
  const asOf = line.value('date') ?? localDay();
  if (!isDay(asOf)) return fail('cli.date', { value: asOf });
  const attachments = pairs(line, 'attach');
  if (!attachments.ok) return attachments;
  const folders = pairs(line, 'folder');
  if (!folders.ok) return folders;
  const passphrase = await passphraseOf(line);
  if (!passphrase.ok) return passphrase;
  const key = line.value('key');
  const reason = line.value('override')?.trim() ?? '';
  const reader = openReader(file);
  try {
    const layers = layersOf(reader, line);
    if (!layers.ok) return layers;
    const version = versionOf(reader, line.value('version'));
    if (!version.ok) return version;
    return ok({
      layers: layers.value,
      version: version.value,
      language: io.language,
      asOf,
      stage: line.value('stage') ?? '',
      kind: path.extname(out).toLowerCase() === '.zip' ? 'zip' : 'folder',
      naming,
      formats: [...line.list('format')],
      folders: Object.fromEntries(folders.value.map(({ key: one, value }) => [one, value])),
      override: reason === '' ? null : { reason, by: line.value('by')?.trim() || os.userInfo().username },
      path: path.resolve(out),
      attachments: attachments.value.flatMap(({ key: folder, value }) =>
        folder === 'vector' ? [] : [{ folder, path: path.resolve(value) }],
      ),
      key: key === undefined ? null : { path: path.resolve(key), passphrase: passphrase.value },
    });
  } finally {
    reader.close();
  }
}
