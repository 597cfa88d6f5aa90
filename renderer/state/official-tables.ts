import { create } from 'zustand';
import { TABLE_IDS, type TableAnswer, type TableId } from '../../shared/analysis/tables/types.ts';
import { services } from '../bridge/client.ts';
import { today } from '../i18n/today.ts';
import { texts } from '../i18n/use-text.ts';
import { runJob } from './jobs.ts';
import { notify, notifyFailure } from './notices.ts';
import { useSession } from './session.ts';

/** A table as it was made, and of which revision. */
export interface MadeTable {
  readonly answer: TableAnswer;
  readonly rev: number;
}

interface OfficialTablesState {
  readonly which: TableId;
  /** The table that is being made; null for none. */
  readonly running: TableId | null;
  readonly writing: boolean;
  readonly made: Partial<Record<TableId, MadeTable>>;
  readonly choose: (which: TableId) => void;
  readonly reset: () => void;
}

const EMPTY = { which: 'structure' as TableId, running: null, writing: false, made: {} };

export const useOfficialTables = create<OfficialTablesState>()((set) => ({
  ...EMPTY,
  choose: (which) => set({ which }),
  reset: () => set(EMPTY),
}));

/** Makes the table that is chosen, as a job with progress that can be cancelled. */
export async function makeTable(): Promise<void> {
  const query = services()?.query;
  const { which, running } = useOfficialTables.getState();
  if (!query || running !== null) return;
  const rev = useSession.getState().readRev;
  useOfficialTables.setState({ running: which });
  const answer = await runJob({ key: `tables.title.${which}` }, (options) =>
    query.officialTables({ tables: [which] }, options),
  );
  useOfficialTables.setState({ running: null });
  if (!answer.ok) {
    if (answer.error.code !== 'cancelled') notifyFailure(answer.error);
    return;
  }
  const [first] = answer.value;
  if (first === undefined) return;
  useOfficialTables.setState(({ made }) => ({ made: { ...made, [which]: { answer: first, rev } } }));
}

/** Asks where to, then makes tables anew and writes them as a workbook. */
export async function writeOfficialTables(tables: readonly TableId[] = TABLE_IDS): Promise<void> {
  const now = services();
  if (now === null) return;
  const { t, language } = texts();
  const county = useSession.getState().blueprint?.name ?? '';
  const [only] = tables;
  const title = tables.length === 1 && only !== undefined ? t(`tables.title.${only}`) : t('tables.file');
  const chosen = await now.shell.chooseExport({ suggested: `${county} ${title}.xlsx` });
  if (!chosen.ok) return notifyFailure(chosen.error);
  if (chosen.value === null) return;
  const { token, name: file } = chosen.value;
  useOfficialTables.setState({ writing: true });
  const written = await runJob({ key: 'ui.job.export', params: { file } }, (options) =>
    now.query.writeTables({ tables: [...tables], language, today: today(), file: token }, options),
  );
  useOfficialTables.setState({ writing: false });
  if (!written.ok) {
    if (written.error.code !== 'cancelled') notifyFailure(written.error);
    return;
  }
  const { left } = written.value;
  const names = left.map(({ table }) => t(`tables.title.${table}`)).join(t('rules.list-separator'));
  if (left.length === 0) notify('ok', 'tables.written', { file });
  else notify('info', 'tables.written-but', { file, tables: names });
}
