import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { BLUEPRINT_PART } from '../../../shared/exchange/change-set.ts';
import { text } from '../../../shared/i18n/text.ts';
import { uuidv7 } from '../../../shared/model/ids.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { readBox } from '../../jobs/exchange/read-box.ts';
import type { Line } from '../command-line.ts';
import type { CliCommand, CliIo, ExitCode } from '../define-command.ts';
import { withBlueprint } from '../with-services.ts';
import { boxOf, boxWords } from './exchange-words.ts';
import { keepSent } from './keep-sent.ts';
import { passphraseOf } from './package-request.ts';
import { sendChanges } from './changes.ts';

const ACTIONS = ['out', 'open', 'back'] as const;

export const newUuid = (): string => uuidv7(Date.now(), (size) => new Uint8Array(randomBytes(size)));

async function sendOut(line: Line, io: CliIo): Promise<Result<ExitCode>> {
  const [, file = '', target = ''] = line.positionals;
  const words = await boxWords(line, target);
  if (!words.ok) return words;
  const options = { signal: io.signal, onProgress: io.progress };
  return withBlueprint(file, async ({ query, queryControl, store }, info) => {
    const layers = await store.layers({});
    if (!layers.ok) return layers;
    const wanted = line.list('layer');
    const unknown = wanted.find((id) => !layers.value.some(({ schema }) => schema.id === id));
    if (unknown !== undefined) return fail('store.unknown-table', { table: unknown });
    const chosen = layers.value.filter(
      ({ schema, count }) => count > 0 && (wanted.length === 0 || wanted.includes(schema.id)),
    );
    const given = line.value('bbox');
    const area = given === undefined ? ok([-180, -90, 180, 90] as const) : boxOf(given);
    if (!area.ok) return area;
    const token = 'field';
    await queryControl.grant({ token, path: words.value.path, access: 'write' });
    const uuid = newUuid();
    const name = line.value('name') ?? info.name;
    const { passphrase, volumeBytes } = words.value;
    const [west, south, east, north] = area.value;
    const packed = await query.fieldPack(
      {
        file: token,
        uuid,
        name,
        area: [west, south, east, north],
        layers: chosen.map(({ schema }) => schema.id),
        tasks: [],
        people: [...line.list('person')],
        author: line.value('by') ?? '',
        basemap: null,
        passphrase,
        volumeBytes,
        held: true,
      },
      options,
    );
    if (!packed.ok) return packed;
    const { field } = packed.value;
    const sent = { kind: 'field-out', uuid, name, baseSeq: field.baseSeq, details: field } as const;
    const box = await keepSent({ store, query }, sent);
    if (!box.ok) return box;
    const { files, bytes } = box.value;
    if (line.flag('json')) io.out(JSON.stringify({ field, ...box.value }));
    if (passphrase === null) io.note(text(io.language, 'cli.field.open'));
    io.note(
      text(io.language, 'cli.field.packed', {
        files: files.map((one) => path.basename(one)).join(' '),
        count: field.layers.reduce((sum, { count }) => sum + count, 0),
        bytes,
        seq: field.baseSeq,
      }),
    );
    return ok(0);
  });
}

async function openOut(line: Line, io: CliIo): Promise<Result<ExitCode>> {
  const [, file = '', target = ''] = line.positionals;
  const passphrase = await passphraseOf(line);
  if (!passphrase.ok) return passphrase;
  const folder = path.resolve(target);
  const box = await readBox(path.resolve(file), folder, {
    passphrase: passphrase.value,
    most: Number.MAX_SAFE_INTEGER,
    signal: io.signal,
    onShare: (share) => io.progress({ share, stage: 'exchange.stage.open' }),
    kind: 'field',
  });
  if (!box.ok) return box;
  io.out(path.join(folder, BLUEPRINT_PART));
  io.note(text(io.language, 'cli.field.opened', { folder: target, file: BLUEPRINT_PART }));
  return ok(0);
}

export const fieldCommand: CliCommand = {
  name: 'field',
  help: 'cli.help.field',
  usage: `field <${ACTIONS.join('|')}> <in> <out> [--bbox w,s,e,n] [--layer L] [--name N] [--person P] [--by name] [--passphrase-file F] [--json]`,
  line: {
    positionals: ['action', 'in', 'out'],
    values: ['bbox', 'name', 'by', 'passphrase-file'],
    lists: ['layer', 'person'],
    flags: ['json'],
  },
  run: (line, io) => {
    const [wanted = ''] = line.positionals;
    const action = ACTIONS.find((one) => one === wanted);
    if (action === 'out') return sendOut(line, io);
    if (action === 'open') return openOut(line, io);
    if (action === 'back') {
      const [, file = '', target = ''] = line.positionals;
      return sendChanges({ file, target, since: null }, line, io);
    }
    return Promise.resolve(fail('cli.action', { value: wanted, names: ACTIONS.join(', ') }));
  },
};
