import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { text } from '../../../shared/i18n/text.ts';
import { uuidv7 } from '../../../shared/model/ids.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Line } from '../command-line.ts';
import type { CliCommand, CliIo, ExitCode } from '../define-command.ts';
import { withBlueprint } from '../with-services.ts';
import { boxWords } from './exchange-words.ts';
import { keepSent } from './keep-sent.ts';

/**
 * Packs what has changed and keeps that it went out.
 *
 * @param since number of a step, or name of a version; null: all since the file was cut for the field
 */
export async function sendChanges(
  { file, target, since }: { readonly file: string; readonly target: string; readonly since: string | null },
  line: Line,
  io: CliIo,
): Promise<Result<ExitCode>> {
  const words = await boxWords(line, target);
  if (!words.ok) return words;
  return withBlueprint(file, async ({ query, queryControl, store }, info) => {
    let seq: number | null = null;
    if (since !== null) {
      const versions = await query.versions({});
      if (!versions.ok) return versions;
      const named = versions.value.find(({ name }) => name === since)?.seq;
      seq = named ?? (/^\d+$/.test(since) ? Number(since) : null);
      if (seq === null || seq > info.rev) return fail('exchange.since', { value: since });
    }
    const token = 'changes';
    await queryControl.grant({ token, path: words.value.path, access: 'write' });
    const { passphrase, volumeBytes } = words.value;
    const uuid = uuidv7(Date.now(), (size) => new Uint8Array(randomBytes(size)));
    const name = line.value('name') ?? info.name;
    const packed = await query.changesPack(
      {
        file: token,
        uuid,
        name,
        since: seq,
        author: line.value('by') ?? '',
        passphrase,
        volumeBytes,
        held: true,
      },
      { signal: io.signal, onProgress: io.progress },
    );
    if (!packed.ok) return packed;
    const { meta } = packed.value;
    const sent = { kind: 'changes-out', uuid, name, baseSeq: meta.to, details: { from: meta.from } } as const;
    const box = await keepSent({ store, query }, sent);
    if (!box.ok) return box;
    const { files } = box.value;
    if (line.flag('json')) io.out(JSON.stringify({ meta, ...box.value }));
    if (passphrase === null) io.note(text(io.language, 'cli.field.open'));
    io.note(
      text(io.language, 'cli.changes.packed', {
        files: files.map((one) => path.basename(one)).join(' '),
        records: meta.records,
        blobs: meta.blobs,
        from: meta.from,
        to: meta.to,
      }),
    );
    return ok(0);
  });
}

export const changesCommand: CliCommand = {
  name: 'changes',
  help: 'cli.help.changes',
  usage:
    'changes <file.gpkg> <out.lantu-changes> --since <version|step> [--name N] [--by name] [--passphrase-file F] [--json]',
  line: {
    positionals: ['file.gpkg', 'out'],
    values: ['since', 'name', 'by', 'passphrase-file'],
    flags: ['json'],
  },
  run: (line, io) => {
    const [file = '', target = ''] = line.positionals;
    return sendChanges({ file, target, since: line.value('since') ?? null }, line, io);
  },
};
