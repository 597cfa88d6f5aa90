import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { FieldPacked, FieldRequest, FieldTask } from '../../../shared/bridge/exchange-contract.ts';
import { BASEMAP_PART, BLUEPRINT_PART, type FieldPackage } from '../../../shared/exchange/change-set.ts';
import type { CutTask, FieldCut } from '../../../shared/exchange/field-cut.ts';
import { taskFields, taskPlace } from '../../../shared/exchange/tasks.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';
import type { HeldBoxes } from './held-boxes.ts';
import { originOf, sealBox } from './seal.ts';
import type { BoxPart } from './write-box.ts';

/** What packing for the field needs of its host. */
export interface FieldHost {
  cutBlueprint(path: string, cut: FieldCut): Promise<Result<FieldPackage>>;
}

const cutTask = (task: FieldTask, rank: number, author: string, time: string): CutTask => ({
  uid: task.uid,
  fields: taskFields(task, rank, author, time),
  place: taskPlace(task),
});

/** Features of the wanted layers that may lie in the area: whole, so that nothing at its rim is cut. */
function featuresIn(
  reader: Reader,
  { area, layers }: Pick<FieldRequest, 'area' | 'layers'>,
): Map<string, number[]> {
  const [west, south, east, north] = area;
  return new Map(layers.map((layer) => [layer, reader.candidates(layer, [west, south, east, north])]));
}

/**
 * Cuts what a task in the field needs out of the open blueprint and seals it in a box.
 *
 * @returns failures `exchange.nothing-in-area`, those of building a file and of writing a box
 */
export async function packField(
  host: FieldHost,
  reader: Reader,
  request: FieldRequest,
  scratch: string,
  waiting: HeldBoxes,
  call: CallContext,
): Promise<Result<FieldPacked>> {
  const time = new Date().toISOString();
  const chosen = featuresIn(reader, request);
  if ([...chosen.values()].every((fids) => fids.length === 0)) return fail('exchange.nothing-in-area');
  call.progress({ share: 0.05, stage: 'exchange.stage.cut' });
  const file = path.join(scratch, BLUEPRINT_PART);
  const cut = await host.cutBlueprint(file, {
    source: reader.path,
    layers: chosen,
    basemap: request.basemap === null ? null : { name: request.basemap.name, fileName: BASEMAP_PART },
    tasks: request.tasks.map((task, i) => cutTask(task, i + 1, request.author, time)),
    field: {
      uuid: request.uuid,
      name: request.name,
      blueprint: reader.blueprintId(),
      ...originOf(reader),
      area: request.area,
      people: request.people,
      author: request.author,
      time,
    },
  });
  if (!cut.ok) return cut;
  if (call.signal.aborted) return fail('cancelled');
  const { size } = await stat(file);
  const parts: BoxPart[] = [{ name: BLUEPRINT_PART, path: file, packed: true }];
  let bytes = size;
  if (request.basemap !== null) {
    // Tiles are packed already.
    parts.push({ name: BASEMAP_PART, path: request.basemap.path, packed: false });
    bytes += (await stat(request.basemap.path)).size;
  }
  const sealed = await sealBox(request, 'field', parts, bytes, waiting, call);
  return sealed.ok ? ok({ field: cut.value, ...sealed.value }) : sealed;
}
