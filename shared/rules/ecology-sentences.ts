import type { MeasureTogether, PieceDraft, Sentences, SubjectFacts } from './bound-rule.ts';
import { namedBy } from './fact-params.ts';
import { areaOf, nameOf } from './sentence-params.ts';
import type { FindingMessage } from './rule.ts';

/**
 * One sentence for each ecological zone that a feature intrudes into, with the zone's name and its own area:
 * zones of different kinds may lie on one another, so their areas are not added.
 */
export function intrudes(
  key: string,
  subject: SubjectFacts,
  pieces: readonly PieceDraft[],
  measure: MeasureTogether,
): Sentences {
  const say = (own: readonly PieceDraft[]): FindingMessage => ({
    key,
    params: {
      a: nameOf(subject),
      b: namedBy(own[0]?.facts ?? {}, 'name'),
      area: areaOf(measure(own)),
    },
  });
  return [say(pieces.slice(0, 1)), ...pieces.slice(1).map((piece) => say([piece]))];
}
