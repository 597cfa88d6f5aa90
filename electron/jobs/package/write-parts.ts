import { findingsCsv } from '../../../shared/check/findings-file.ts';
import { text } from '../../../shared/i18n/text.ts';
import { inspectionHtml } from '../../../shared/inspection/html-report.ts';
import { inspectionJsonPieces } from '../../../shared/inspection/json-report.ts';
import type { InspectionReport } from '../../../shared/inspection/types.ts';
import type { InspectionWords } from '../../../shared/inspection/words.ts';
import type { ClassSum } from '../../../shared/package/class-sums.ts';
import {
  findingsJson,
  notCheckedLine,
  packageLines,
  type FindingsContext,
  type PackageFindings,
} from '../../../shared/package/findings.ts';
import type { Manifest } from '../../../shared/package/manifest.ts';
import { readmeText } from '../../../shared/package/readme.ts';
import { reportHtml } from '../../../shared/package/report.ts';
import { FOLDER_KEYS, type FolderKey } from '../../../shared/package/structure.ts';
import { classesTable, layersTable, metadataTable } from '../../../shared/package/tables.ts';
import { rulesetText } from '../../../shared/rules/ruleset-format.ts';
import type { PartFolder } from './part-folder.ts';

export interface PartsToWrite {
  readonly manifest: Omit<Manifest, 'files'>;
  readonly found: PackageFindings;
  readonly context: FindingsContext;
  readonly inspected: InspectionReport;
  readonly words: InspectionWords;
  readonly classes: readonly ClassSum[];
  readonly names: Readonly<Record<FolderKey, string>>;
  readonly findingsPath: string;
  readonly rulesetPath: string;
  readonly inspectionPath: string;
}

/** Writes everything that is made from the blueprint beside its vector data: tables, findings, reports, readme. */
export async function writeParts(parts: PartFolder, given: PartsToWrite): Promise<void> {
  const { manifest, found, context, inspected, words, classes, names } = given;
  const { findingsPath, rulesetPath, inspectionPath } = given;
  const { language, classification, asOf } = manifest;
  const mark = text(language, 'package.mark', { mark: text(language, `classification.${classification}`) });
  const lines = packageLines(found, context);
  const put = (
    folder: FolderKey | null,
    key: string,
    ending: string,
    kind: Manifest['files'][number]['kind'],
    pieces: Iterable<string>,
  ): Promise<void> => {
    const name = `${text(language, `package.file.${key}`)}${ending}`;
    return parts.writeText({ path: parts.pathFor(folder, name), folder, kind }, pieces);
  };
  await parts.writeText(
    { path: findingsPath, folder: 'other', kind: 'findings' },
    findingsJson(found, context, classification),
  );
  await parts.writeText({ path: rulesetPath, folder: 'other', kind: 'ruleset' }, [
    rulesetText(context.ruleset),
  ]);
  await put('other', 'findings', '.csv', 'findings', [findingsCsv(lines, { language, today: asOf }, [mark])]);
  const report = { lines, notChecked: found.notChecked.map((one) => notCheckedLine(one, context)) };
  await put('other', 'report', '.html', 'report', [reportHtml(manifest, report)]);
  await parts.writeText(
    { path: inspectionPath, folder: 'other', kind: 'inspection' },
    inspectionJsonPieces(inspected, words),
  );
  await put('other', 'inspection', '.html', 'inspection', [inspectionHtml(inspected, words)]);
  await put('tables', 'layers', '.csv', 'table', [layersTable(manifest)]);
  await put('tables', 'classes', '.csv', 'table', [classesTable(manifest, classes)]);
  await put('vector', 'metadata', '.csv', 'metadata', [metadataTable(manifest)]);
  const folders = FOLDER_KEYS.map((key) => ({ key, name: names[key] }));
  await put(null, 'readme', '.txt', 'readme', [readmeText(manifest, folders)]);
}
