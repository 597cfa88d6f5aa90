import { guardText } from '../../shared/export/formula-guard.ts';
import { services } from '../bridge/client.ts';
import { runJob } from './jobs.ts';
import { notify, notifyFailure } from './notices.ts';
import { useSession } from './session.ts';

export type TableCell = string | number;

/** A table as text: commas as in RFC 4180, or tabs, in which case no cell holds a tab or a line end. */
export function tableText(rows: readonly (readonly TableCell[])[], format: 'csv' | 'tsv'): string {
  const cell = (value: TableCell): string => {
    const plain = typeof value === 'number' ? String(value) : guardText(value);
    if (format === 'tsv') return plain.replaceAll(/[\t\r\n]+/g, ' ');
    return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  const between = format === 'csv' ? ',' : '\t';
  return rows.map((row) => row.map(cell).join(between)).join('\r\n') + '\r\n';
}

/** Asks where to, then writes a table with the mark by which spreadsheet programs take it for UTF-8. */
export async function writeTable(
  name: string,
  rows: readonly (readonly TableCell[])[],
  format: 'csv' | 'tsv',
): Promise<void> {
  const now = services();
  if (now === null) return;
  const county = useSession.getState().blueprint?.name ?? '';
  const chosen = await now.shell.chooseExport({ suggested: `${county} ${name}.${format}` });
  if (!chosen.ok) return notifyFailure(chosen.error);
  if (chosen.value === null) return;
  const { token, name: file } = chosen.value;
  const content = `\uFEFF${tableText(rows, format)}`;
  const written = await runJob({ key: 'ui.job.export', params: { file } }, (options) =>
    now.query.writeText({ file: token, content }, options),
  );
  if (written.ok) notify('ok', 'compare.exported', { file });
  else notifyFailure(written.error);
}
