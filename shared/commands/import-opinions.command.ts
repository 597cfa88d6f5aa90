import { z } from 'zod';
import { layerId } from '../bridge/schemas.ts';
import type { Op } from '../change/change.ts';
import { packFlat } from '../geometry/build-packed.ts';
import { recordName } from '../rules/record-label.ts';
import { fail, ok } from '../result.ts';
import { COMMENT_ID, isOpinionLayer, opinionLayer } from '../notice/opinion-layer.ts';
import { OPINION_LIMITS, type Opinion } from '../notice/opinions.ts';
import { placeAtHome, placeOpinion } from '../notice/place-opinion.ts';
import { noticeId, noticeRef, readNotice } from '../notice/record.ts';
import type { NoticeRecord } from '../notice/types.ts';
import { defineCommand, type ReadPlan, type Snapshot } from './define-command.ts';
import { layerNames } from './common.ts';
import { catalogueRef, onWritable } from './layer-params.ts';

const opinion: z.ZodType<Opinion> = z.strictObject({
  id: z.string().regex(/^[0-9a-f-]{16,64}$/),
  number: z.number().int().min(1).nullable(),
  name: z.string().max(OPINION_LIMITS.name),
  contact: z.string().max(OPINION_LIMITS.contact),
  text: z.string().min(1).max(OPINION_LIMITS.text),
  date: z.string().max(40),
});

/** As many opinions as one step takes in. */
export const MOST_OPINIONS = 20_000;

interface Params {
  readonly notice: string;
  /** The layer they go into; null makes one. */
  readonly layer: string | null;
  readonly opinions: readonly Opinion[];
}

const noticeOf = (snapshot: Snapshot, id: string): NoticeRecord | null =>
  readNotice(snapshot.feature(noticeRef(id))?.fields['value']);

/**
 * Puts opinions on the map as points of a layer, each at the feature it is about: inside it as it is now, or where it
 * was when the notice was made. An opinion that is there already is passed over; one whose number the notice does not
 * have is none of this plan. One step, with the layer where there was none.
 *
 * Failures: `notice.unknown` where the blueprint has no such notice, `notice.not-opinions` for a layer that is none of
 * opinions, `command.layer-locked`, `notice.nothing-new`.
 */
export const importOpinions = defineCommand<Params>({
  id: 'import-opinions',
  label: 'command.import-opinions',
  params: z.strictObject({
    notice: noticeId,
    layer: layerId.nullable(),
    opinions: z.array(opinion).min(1).max(MOST_OPINIONS),
  }),
  available: onWritable,
  reads: ({ notice, layer }) => ({
    refs: [noticeRef(notice)],
    ...(layer === null ? {} : { values: [{ layer, field: COMMENT_ID }] }),
  }),
  readsMore(snapshot, { notice, opinions }): ReadPlan {
    const numbers = new Set(opinions.map(({ number }) => number));
    const entries = noticeOf(snapshot, notice)?.entries ?? [];
    return {
      refs: entries
        .filter(({ number }) => numbers.has(number))
        .map(({ layer, uid }) => ({ table: layer, uid })),
    };
  },
  run(snapshot, { notice: id, layer: into, opinions }) {
    const notice = noticeOf(snapshot, id);
    if (notice === null) return fail('notice.unknown', { notice: id });
    const known = into === null ? undefined : snapshot.layer(into);
    if (into !== null && (known === undefined || !isOpinionLayer(known))) return fail('notice.not-opinions');
    if (known !== undefined && snapshot.locked(known.id))
      return fail('command.layer-locked', layerNames(known));
    const layer =
      known ??
      opinionLayer(`public_opinion_${snapshot.newUid().replaceAll('-', '').slice(-8)}`, () =>
        snapshot.newUid(),
      );
    const seen = new Set(
      (into === null ? [] : (snapshot.values?.(into, COMMENT_ID) ?? [])).map(({ value }) => value),
    );
    const entries = new Map(notice.entries.map((entry) => [entry.number, entry]));
    const ops: Op[] = [];
    for (const one of opinions) {
      const entry = one.number === null ? null : entries.get(one.number);
      if (entry === undefined || seen.has(one.id)) continue;
      seen.add(one.id);
      const feature = entry === null ? undefined : snapshot.feature({ table: entry.layer, uid: entry.uid });
      const [x, y] =
        entry === null
          ? placeAtHome(one.id, notice.home)
          : placeOpinion(one.id, feature?.geometry ?? null, entry.at);
      const subject = feature === undefined ? null : recordName(feature.fields);
      ops.push({
        at: { table: layer.id, uid: snapshot.newUid() },
        kind: 'put',
        after: {
          geometry: packFlat('point', [[[x, y]]]),
          fields: {
            name: one.number === null ? null : `${one.number}${subject === null ? '' : ` ${subject}`}`,
            text: one.text,
            number: one.number,
            subject_name: subject,
            subject_layer: entry?.layer ?? null,
            subject_uid: entry?.uid ?? null,
            person: one.name === '' ? null : one.name,
            contact: one.contact === '' ? null : one.contact,
            written_on: one.date.slice(0, 10),
            state: 'open',
            notice_id: id,
            comment_id: one.id,
          },
        },
      });
    }
    if (ops.length === 0) return fail('notice.nothing-new');
    const made: Op[] =
      into === null
        ? [{ at: catalogueRef(layer.id), kind: 'put', after: { fields: { schema: JSON.stringify(layer) } } }]
        : [];
    return ok({
      label: 'history.import-opinions',
      params: { count: ops.length, title: notice.title },
      ops: [...made, ...ops],
    });
  },
});
