import path from 'node:path';
import { ok, type Result } from '../../../shared/result.ts';
import type { PackageParts } from './package-parts.ts';
import { readPart } from './xml-part.ts';

/** Where a part points to. */
export interface Relation {
  readonly id: string;
  /** Last word of its type: `worksheet`, `styles`, `sharedStrings`, `officeDocument`. */
  readonly type: string;
  /** Name of the part it leads to, from the root of the package. */
  readonly target: string;
}

/** The relations of a part (`''` for those of the package), those that lead out of the file left aside. */
export async function readRelations(
  parts: PackageParts,
  part: string,
  signal: AbortSignal,
): Promise<Result<Relation[]>> {
  const folder = path.posix.dirname(part);
  const file = await parts.unpack(
    path.posix.join(folder, '_rels', `${path.posix.basename(part)}.rels`),
    signal,
  );
  if (!file.ok) return file;
  const relations: Relation[] = [];
  if (file.value === null) return ok(relations);
  const open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    const { Id: id, Type: type, Target: target, TargetMode: mode } = attributes;
    if (name !== 'Relationship' || mode === 'External') return;
    if (id === undefined || type === undefined || target === undefined) return;
    relations.push({
      id,
      type: type.slice(type.lastIndexOf('/') + 1),
      target: target.startsWith('/') ? target.slice(1) : path.posix.join(folder, target),
    });
  };
  const failure = await readPart(file.value, { open }, signal);
  return failure === null ? ok(relations) : { ok: false, error: failure };
}
