import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ApiOf } from '../../../shared/bridge/contract.ts';
import type { ioContract } from '../../../shared/bridge/worker-contracts.ts';
import { fail, ok } from '../../../shared/result.ts';
import { noticeQuestions } from '../notice/notice-questions.ts';
import { inspectionQuestions } from '../inspection/inspection-questions.ts';
import { differenceJob } from '../difference/difference-job.ts';
import type { Reader } from '../../store/read/reader.ts';
import { readCounty } from './county.ts';
import { columnValuesOf } from './column-values.ts';
import { columnQuestions } from './column-questions.ts';
import { exportFormats } from '../export/export-formats.ts';
import { exportLayers } from '../export/export-layers.ts';
import { refuseOwnFile } from '../export/own-file.ts';
import { evidenceService } from '../evidence/evidence-service.ts';
import { exchangeService } from '../exchange/exchange-service.ts';
import { packageService } from '../package/package-service.ts';
import { readRulesetFile, writeRulesetFile } from '../ruleset/ruleset-file.ts';
import type { IoHost } from './io-host.ts';
import { probeFile } from './probe.ts';
import { removeStale, withScratch } from './scratch.ts';
import { tablesOfReader, writeTables } from '../tables/write-tables.ts';
import { stageFile } from './stage.ts';
import { writeTextFile, writeZippedText } from './write-text.ts';

interface Open {
  readonly reader: Reader;
  readonly scratchDir: string;
  /** Where what a person decides of changes waits until they are taken. */
  readonly stateDir: string;
  /** Staging files made here, to be removed on closing. */
  readonly staged: Set<string>;
}

/** Reading and writing files of other formats. Works on the open blueprint without ever writing to it. */
export function createIoService(host: IoHost): ApiOf<typeof ioContract> {
  let current: Open | null = null;

  const { close: closeExchange, ...exchangeMethods } = exchangeService(
    host,
    () => current,
    (file) => current?.staged.add(file),
  );

  const { closeEvidence, ...evidenceMethods } = evidenceService(() => current);

  const close = async (): Promise<void> => {
    const was = current;
    current = null;
    await closeExchange();
    await closeEvidence();
    was?.reader.close();
    for (const file of was?.staged ?? []) await removeStaging(file);
  };

  return {
    open: async ({ path: file, scratchDir, cacheDir }) => {
      await close();
      await mkdir(scratchDir, { recursive: true });
      await removeStale(scratchDir);
      current = {
        reader: host.openReader(file),
        scratchDir,
        stateDir: path.join(cacheDir === '' ? scratchDir : cacheDir, 'merges'),
        staged: new Set(),
      };
      return ok(null);
    },
    close: async () => {
      await close();
      return ok(null);
    },
    importProbe: async ({ path: file, encoding }, call) => {
      if (current === null) return fail('read.not-open');
      const { reader, scratchDir } = current;
      const county = await readCounty(reader);
      return withScratch(scratchDir, file, (ref) =>
        probeFile(ref, {
          encoding: encoding === '' ? null : encoding,
          county: county?.box ?? null,
          signal: call.signal,
        }),
      );
    },
    importStage: async ({ path: file, plans }, call) => {
      if (current === null) return fail('read.not-open');
      const { reader, scratchDir, staged } = current;
      const report = await withScratch(scratchDir, file, (ref) =>
        stageFile(ref, plans, reader, host, scratchDir, call),
      );
      if (report.ok) staged.add(report.value.staging);
      else host.log('info', `import: ${report.error.code}`);
      return report;
    },
    importValues: async ({ path: file, ...question }, call) =>
      current === null
        ? fail('read.not-open')
        : withScratch(current.scratchDir, file, (ref) => columnValuesOf(ref, question, call)),
    importDiscard: async ({ path: file }) => {
      // Only what was staged here is removed, whatever path is named.
      if (current?.staged.delete(path.normalize(file))) await removeStaging(file);
      return ok(null);
    },
    rulesetRead: ({ path: file }) => readRulesetFile(file),
    rulesetWrite: async ({ path: file }) => {
      if (current === null) return fail('read.not-open');
      const other = await refuseOwnFile(current.reader.path, file);
      return other.ok ? writeRulesetFile(file, current.reader.ruleset().ruleset) : other;
    },
    differenceTable: async ({ table, construction, legacy, limit }, call) => {
      if (current === null) return fail('read.not-open');
      const { reader } = current;
      const options = { limit, ...(construction && { construction }), ...(legacy && { legacy }) };
      const overlay = await host.loadOverlay();
      return differenceJob(reader, overlay, reader.ruleset().ruleset, table, options, call);
    },
    ...noticeQuestions(() => current?.reader ?? null),
    ...inspectionQuestions(() => current?.reader ?? null, host),
    officialTables: async ({ tables }, call) =>
      current === null
        ? fail('read.not-open')
        : tablesOfReader(current.reader, await host.loadOverlay(), tables, call),
    writeTables: async (request, call) =>
      current === null
        ? fail('read.not-open')
        : writeTables(current.reader, await host.loadOverlay(), request, call),
    ...columnQuestions(() => current?.reader ?? null),
    writeText: async ({ path: file, content, inside }) => {
      const other = current === null ? ok(null) : await refuseOwnFile(current.reader.path, file);
      if (!other.ok) return other;
      return inside === undefined ? writeTextFile(file, content) : writeZippedText(file, inside, content);
    },
    exportFormats: () => ok(exportFormats()),
    exportLayers: async (request, call) =>
      current === null
        ? fail('read.not-open')
        : exportLayers(current.reader, request, current.scratchDir, call),
    ...packageService(
      host,
      () => current,
      (file) => current?.staged.add(file),
    ),
    ...exchangeMethods,
    ...evidenceMethods,
  };
}

async function removeStaging(file: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(file + suffix, { force: true });
}
