import { rulesetInForce, type RulesetInForce } from '../../../shared/rules/ruleset-in-force.ts';
import type { Connection } from './connection.ts';
import { infoValue } from './history.ts';

/** The highest number that an edit of this blueprint's ruleset has had, undone edits too; 0 before the first. */
const editsOf = (connection: Connection): number =>
  Math.max(
    0,
    ...connection
      .query("SELECT params FROM lantu_change WHERE command = 'set-ruleset' AND kind = 'do'")
      .all()
      .map(([params]) => Number(/\+(\d{1,9})"/.exec(String(params))?.[1] ?? 0)),
  );

/**
 * The ruleset in force in a blueprint: its own (fact `ruleset`), else the default. One that cannot be used is named
 * with what is wrong, and the default is in force. Reading it takes a few hundredths of a second, so it is kept while
 * its text stays the same.
 */
export function rulesetReader(connection: Connection): () => RulesetInForce {
  let kept: string | null = null;
  let read: RulesetInForce | null = null;
  return () => {
    const text = infoValue(connection, 'ruleset');
    if (read === null || text !== kept) {
      kept = text;
      read = rulesetInForce(text);
    }
    return { ...read, edits: editsOf(connection) };
  };
}
