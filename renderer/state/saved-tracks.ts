import type { TrackSummary } from '../../shared/gnss/track-recorder.ts';

/**
 * How many segments of a track have been put into which blueprint, from the first on. A track that is gone on with has
 * more of them afterwards: segments that are there never change.
 */
export type SavedSegments = Readonly<Record<string, number>>;
/** The same of the tracks of this computer, by their id. */
export type SavedTracks = Readonly<Record<string, SavedSegments>>;

/** How many segments one blueprint (its path serves as a name) has. */
export const segmentsIn = (saved: SavedSegments | undefined, blueprint: string): number =>
  saved?.[blueprint] ?? 0;

/** How many segments the blueprint has that has most of them. */
export const segmentsSaved = (saved: SavedSegments | undefined): number =>
  Math.max(0, ...Object.values(saved ?? {}));

/** Whether all of a track is in some blueprint. */
export const isSaved = (
  saved: SavedSegments | undefined,
  { segments }: Pick<TrackSummary, 'segments'>,
): boolean => segments > 0 && segmentsSaved(saved) >= segments;

/** What was kept; numbers alone count: an older edition did not note how much of a track it had saved. */
export const readSavedTracks = (raw: Readonly<Record<string, unknown>>): SavedTracks =>
  Object.fromEntries(
    Object.entries(raw).flatMap(([id, one]) => {
      if (typeof one !== 'object' || one === null || Array.isArray(one)) return [];
      const counts = Object.entries(one).filter(
        (entry): entry is [string, number] => Number.isSafeInteger(entry[1]) && entry[1] > 0,
      );
      return counts.length === 0 ? [] : [[id, Object.fromEntries(counts)]];
    }),
  );
