import { useEffect, useState } from 'react';
import type { Packed } from '../../shared/geometry/packed.ts';
import { services } from '../bridge/client.ts';
import { useLayers } from './layers.ts';

/** The outline of the county, null while it is not known. */
export function useCountyShape(): Packed | null {
  const layer = useLayers((state) => state.layers?.find(({ schema }) => schema.role === 'county')?.schema.id);
  const [shape, setShape] = useState<Packed | null>(null);
  useEffect(() => {
    if (layer === undefined) return;
    let current = true;
    const read = async (): Promise<void> => {
      const query = services()?.query;
      const page = await query?.table({ layer, fields: [], sort: null, search: '', offset: 0, limit: 1 });
      const row = page?.ok ? page.value.rows[0] : undefined;
      const found = row && (await query?.features({ refs: [{ table: layer, uid: row.uid }] }));
      if (current && found?.ok) setShape(found.value[0]?.geometry ?? null);
    };
    void read();
    return () => {
      current = false;
    };
  }, [layer]);
  return shape;
}
