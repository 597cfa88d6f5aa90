import type { WrittenBox } from '../../../shared/bridge/exchange-contract.ts';
import type { OUTGOING } from '../../../shared/commands/record-exchange.command.ts';
import type { Result } from '../../../shared/result.ts';
import type { LocalServices } from '../../hosts/in-process.ts';

/** Keeps in the blueprint that a held box goes out, and only then gives it its name. */
export async function keepSent(
  { store, query }: Pick<LocalServices, 'store' | 'query'>,
  sent: {
    readonly kind: (typeof OUTGOING)[number];
    readonly uuid: string;
    readonly name: string;
    readonly baseSeq: number;
    readonly details: unknown;
  },
): Promise<Result<WrittenBox>> {
  const { details, uuid } = sent;
  const params = { ...sent, details: JSON.stringify(details), tasks: [] };
  const kept = await store.execute({ command: 'record-exchange', params });
  const box = await query.boxFinish({ uuid, kept: kept.ok });
  return kept.ok ? box : kept;
}
