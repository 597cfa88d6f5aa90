import type { PlanVersion } from '../../../shared/model/version.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';

/** One state of the blueprint, read as it was whatever is written meanwhile. */
export interface PackageState {
  readonly seq: number;
  readonly version: PlanVersion | null;
  /** Close it. */
  readonly reader: Reader;
}

/** @returns failure `package.no-version` */
export function openState(reader: Reader, version: string | null): Result<PackageState> {
  const named = version === null ? null : reader.versions().find(({ uid }) => uid === version);
  if (named === undefined) return fail('package.no-version');
  const seq = named?.seq ?? reader.rev();
  return ok({ seq, version: named, reader: reader.stateAt(seq) });
}
