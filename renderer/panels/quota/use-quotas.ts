import { useEffect, useState } from 'react';
import type { Fields } from '../../../shared/model/record.ts';
import { services } from '../../bridge/client.ts';
import { execute } from '../../state/edit.ts';
import { notifyFailure } from '../../state/notices.ts';
import { useSession } from '../../state/session.ts';
import { QUOTA_FIELDS, quotaRows, type QuotaPlace, type QuotaRow } from './quota-model.ts';

const LAYER = 'quota';
/** The most rows a table of quotas is read with; a county has a few hundred. */
const MOST = 1000;

export interface Quotas {
  /** Null until they have been read. */
  readonly rows: readonly QuotaRow[] | null;
  readonly places: readonly QuotaPlace[];
  /** Rows in the file, where there are more than are read. */
  readonly total: number;
  readonly add: (fields: Fields) => Promise<boolean>;
  readonly edit: (row: QuotaRow, fields: Fields) => Promise<boolean>;
  readonly remove: (rows: readonly QuotaRow[]) => Promise<boolean>;
}

async function run(command: string, params: unknown): Promise<boolean> {
  const done = await execute(command, params);
  if (!done.ok) notifyFailure(done.error);
  return done.ok;
}

/** The quota table of the open blueprint, read again after each commit. */
export function useQuotas(): Quotas {
  const rev = useSession((state) => state.readRev);
  const county = useSession((state) => state.blueprint);
  const [rows, setRows] = useState<readonly QuotaRow[] | null>(null);
  const [total, setTotal] = useState(0);
  const [places, setPlaces] = useState<readonly QuotaPlace[]>([]);
  useEffect(() => {
    let current = true;
    const all = { sort: null, search: '', offset: 0, limit: MOST };
    void services()
      ?.query.table({ ...all, layer: LAYER, fields: [...QUOTA_FIELDS] })
      .then((page) => {
        if (!current) return;
        if (!page.ok) return notifyFailure(page.error);
        setRows(quotaRows(page.value));
        setTotal(page.value.total);
      });
    void services()
      ?.query.table({ ...all, layer: 'township', fields: ['code', 'name'] })
      .then((page) => {
        if (!current || !page.ok) return;
        const towns = page.value.rows.map(({ values }) => ({
          code: String(values[0] ?? ''),
          name: String(values[1] ?? ''),
        }));
        setPlaces(towns.filter(({ code }) => code !== '').sort((a, b) => (a.code < b.code ? -1 : 1)));
      });
    return () => {
      current = false;
    };
  }, [rev]);
  const whole =
    county === null || county.countyCode === ''
      ? []
      : [{ code: county.countyCode, name: county.countyName || county.name }];
  return {
    rows,
    total,
    places: [...whole, ...places],
    add: (fields) => run('create-feature', { layer: LAYER, geometry: null, fields }),
    edit: (row, fields) => run('edit-attributes', { refs: [{ table: LAYER, uid: row.uid }], fields }),
    remove: (gone) => run('delete-features', { refs: gone.map(({ uid }) => ({ table: LAYER, uid })) }),
  };
}
