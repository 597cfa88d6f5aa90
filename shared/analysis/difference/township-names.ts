import { hasShapes } from '../../check/source.ts';
import { textOf } from '../../rules/fact-params.ts';
import type { CompareTools } from './compare.ts';

/** Names of the townships by their code, as the township layer has them. */
export async function townshipNames({ source, pace }: CompareTools): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const { schema } of source
    .occupied()
    .filter((one) => one.schema.role === 'township' && hasShapes(one))) {
    for await (const { fids, fields } of source.scan({
      layer: schema.id,
      fields: ['code', 'name'],
      order: 'fid',
    })) {
      fids.forEach((_fid, i) => {
        const row = { code: fields['code']?.[i] ?? null, name: fields['name']?.[i] ?? null };
        const code = textOf(row, 'code');
        const name = textOf(row, 'name');
        if (code !== null && name !== null) names.set(code, name);
      });
      const rest = pace();
      if (rest !== undefined) await rest;
    }
  }
  return names;
}
