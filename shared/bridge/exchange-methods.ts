import { z } from 'zod';
import type { BoxHeader } from '../exchange/box-header.ts';
import { method } from './contract.ts';
import {
  basemapToken,
  boxForm,
  changesRequest,
  fieldContent,
  fieldExtent,
  fieldRequest,
  mergeDecisions,
  type ChangesPacked,
  type DisputedShapes,
  type FieldEstimate,
  type FieldPacked,
  type MergeSurvey,
  type StagedMerge,
  type WrittenBox,
} from './exchange-contract.ts';
import { text, uid } from './schemas.ts';

const passphrase = z.string().max(1000).nullable();

/** About how large a package for the field would be. */
const fieldEstimate = method<FieldEstimate>()(z.strictObject(fieldExtent));

/**
 * Gives a box that was made with `held` its name, or removes it. It is held until the blueprint keeps that it went out:
 * otherwise what comes back could not be told from what was taken before.
 */
const boxFinish = method<WrittenBox>()(z.strictObject({ uuid: uid, kept: z.boolean() }));

/** Of a set of changes that has been opened; one at a time. */
const merging = {
  mergeSurvey: method<MergeSurvey>()(z.strictObject({})),
  mergeShapes: method<DisputedShapes>()(z.strictObject({ table: text, uid })),
  mergeDecide: method<null>()(z.strictObject({ decisions: mergeDecisions })),
  /** Makes ready what the changes come to; taken by `store.commitStaged` with mode `take`. `by`: who takes them. */
  mergeStage: method<StagedMerge>()(z.strictObject({ by: z.string().max(500) })),
  mergeClose: method<null>()(z.strictObject({ taken: z.boolean() })),
};

/** Packages for the field and sets of changes; files by their paths. */
export const exchangeWork = {
  /** What a box says of itself without its passphrase. */
  boxPeek: method<BoxHeader>()(z.strictObject({ path: text })),
  fieldEstimate,
  fieldPack: method<FieldPacked>()(fieldRequest),
  /** Unpacks a package for the field into a folder that does not exist yet. */
  fieldUnpack: method<{ readonly names: readonly string[] }>()(
    z.strictObject({ path: text, folder: text, passphrase }),
  ),
  changesPack: method<ChangesPacked>()(changesRequest),
  boxFinish,
  mergeOpen: method<MergeSurvey>()(z.strictObject({ path: text, passphrase })),
  ...merging,
};

/** The same as the page asks it: files by tokens. */
export const exchangeMethods = {
  boxPeek: method<BoxHeader>()(z.strictObject({ file: text })),
  fieldEstimate,
  fieldPack: method<FieldPacked>()(
    z.strictObject({ file: text, ...fieldContent, basemap: basemapToken, ...boxForm }),
  ),
  fieldUnpack: method<{ readonly names: readonly string[] }>()(
    z.strictObject({ file: text, folder: text, passphrase }),
  ),
  changesPack: method<ChangesPacked>()(changesRequest.omit({ path: true }).extend({ file: text })),
  boxFinish,
  mergeOpen: method<MergeSurvey>()(z.strictObject({ file: text, passphrase })),
  ...merging,
};
