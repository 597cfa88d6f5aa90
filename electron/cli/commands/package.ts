import os from 'node:os';
import path from 'node:path';
import { formatArea } from '../../../shared/i18n/format.ts';
import { text } from '../../../shared/i18n/text.ts';
import { hundredthsNumber } from '../../../shared/package/hundredths.ts';
import { blockingText } from '../../../shared/package/inspected.ts';
import { groupedFingerprint } from '../../../shared/package/signature.ts';
import { tableLeftParams } from '../../../shared/package/tables-left.ts';
import { ok } from '../../../shared/result.ts';
import { ioHost } from '../../hosts/io-host.ts';
import { shareThreads, startShareThread } from '../../hosts/share-thread.ts';
import { createIoService } from '../../jobs/io/io-service.ts';
import { refuseTakenPlace } from '../../jobs/package/make-package.ts';
import { probeFile } from '../../store/open.ts';
import { adoptEdits } from '../adopt.ts';
import type { CliCommand } from '../define-command.ts';
import { FORCE, replaceOf } from '../free-output.ts';
import { packageRequestOf } from './package-request.ts';

export const packageCommand: CliCommand = {
  name: 'package',
  help: 'cli.help.package',
  usage:
    'package <file.gpkg> <out.zip|folder> [--plan P] [--layer L] [--version V] [--format F] [--names standard|own|label] [--attach 1=file] [--stage S] [--date D] [--override reason] [--by name] [--key key.pem] [--passphrase-file F] [--folder 1=name] [--force] [--json]',
  line: {
    positionals: ['file.gpkg', 'out'],
    values: ['version', 'names', 'stage', 'date', 'override', 'by', 'key', 'passphrase-file'],
    lists: ['plan', 'layer', 'format', 'attach', 'folder'],
    flags: ['json', FORCE],
  },
  run: async (line, io) => {
    const [given = '', out = ''] = line.positionals;
    const file = path.resolve(given);
    const probed = probeFile(file);
    if (!probed.ok) return probed;
    const request = await packageRequestOf(file, out, line, io);
    if (!request.ok) return request;
    // Before the check, which takes its time.
    const free = await refuseTakenPlace(request.value.path, request.value.kind, replaceOf(line));
    if (!free.ok) return free;
    const adopted = await adoptEdits(file);
    if (!adopted.ok) return adopted;
    if (adopted.value > 0) io.note(text(io.language, 'cli.adopted', { count: adopted.value }));
    // Reading alone: works beside the app, which holds the file's lock.
    const service = createIoService(ioHost({ size: shareThreads(), start: startShareThread }));
    const call = { signal: io.signal, progress: io.progress };
    const opened = await service.open({ path: file, cacheDir: os.tmpdir(), scratchDir: os.tmpdir() }, call);
    if (!opened.ok) return opened;
    try {
      if (request.value.override === null) {
        const survey = await service.packageSurvey(request.value, call);
        if (!survey.ok) return survey;
        const { open, openTotal, notChecked, inspection } = survey.value;
        const { blocking, blockingTotal } = inspection;
        if (openTotal + notChecked.length + blockingTotal > 0) {
          for (const { sentence } of open) io.out(`${text(io.language, 'severity.blocking')}  ${sentence}`);
          for (const one of blocking) {
            io.out(blockingText(io.language, one));
            for (const sentence of one.defects) io.out(`  ${sentence}`);
          }
          for (const one of notChecked) io.out(one);
          const counts = { open: openTotal, blocking: blockingTotal, unchecked: notChecked.length };
          io.note(text(io.language, 'cli.package.gate', counts));
          return ok(1);
        }
      }
      const made = await service.packageMake({ ...request.value, replace: replaceOf(line) }, call);
      if (!made.ok) return made;
      const { value } = made;
      if (line.flag('json')) io.out(JSON.stringify(value));
      else {
        for (const { layer, count, areaM2 } of value.layers)
          io.note(
            `  ${layer.padEnd(20)} ${String(count).padStart(8)}  ${formatArea(io.language, hundredthsNumber(areaM2), 'ha').padStart(18)}`,
          );
        for (const { code, layer, params } of value.notes)
          io.note(text(io.language, `export.note.${code}`, { layer, ...params }));
        for (const one of value.tablesLeft)
          io.note(text(io.language, 'cli.package.table-left', tableLeftParams(io.language, one)));
        const { files, bytes, compared } = value;
        io.note(text(io.language, 'cli.package.made', { file: out, files, bytes, compared }));
        if (value.fingerprint !== null)
          io.note(text(io.language, 'cli.package.signed', { key: groupedFingerprint(value.fingerprint) }));
        io.note(text(io.language, 'statement.report', { date: request.value.asOf }));
      }
      return ok(0);
    } finally {
      await service.close({}, call);
    }
  },
};
