import path from 'node:path';
import type { ListedDispute, MergeSurvey } from '../../../shared/bridge/exchange-contract.ts';
import { text } from '../../../shared/i18n/text.ts';
import type { Decision } from '../../../shared/merge/types.ts';
import { ok } from '../../../shared/result.ts';
import type { CliCommand, CliIo } from '../define-command.ts';
import { withBlueprint } from '../with-services.ts';
import { passphraseOf } from './package-request.ts';

function disputeLines(
  { language }: CliIo,
  { ref, title, existence, shape, fields }: ListedDispute,
): string[] {
  const value = (one: string | number | null): string | number => one ?? text(language, 'exchange.none');
  const why = [
    ...(existence === null ? [] : [text(language, `exchange.dispute.${existence}`)]),
    ...(shape === null ? [] : [text(language, `exchange.dispute.shape.${shape}`)]),
    ...fields.map(({ field, base, mine, theirs }) =>
      text(language, 'exchange.dispute.field', {
        field,
        base: value(base),
        mine: value(mine),
        theirs: value(theirs),
      }),
    ),
  ];
  return why.map((one) => `${ref.table} ${title}: ${one}`);
}

function tell(io: CliIo, survey: MergeSurvey, named: (table: string) => string): void {
  for (const { table, ...counts } of survey.layers)
    io.out(text(io.language, 'cli.merge.layer', { layer: named(table), ...counts }));
  for (const { ref, why, field } of survey.refused)
    io.out(
      `${ref.table} ${ref.uid}: ${text(io.language, `exchange.refused.${why}`, { field: field ?? '' })}`,
    );
  for (const dispute of survey.disputes) for (const one of disputeLines(io, dispute)) io.out(one);
}

/** Everything that is disputed, decided for one side. */
const decisionOf = (side: 'mine' | 'theirs', { existence, shape, fields }: ListedDispute): Decision =>
  existence !== null
    ? { existence: side }
    : {
        fields: Object.fromEntries(fields.map((one) => [one.field, one[side]])),
        ...(shape !== null && { shape: side }),
      };

export const mergeCommand: CliCommand = {
  name: 'merge',
  help: 'cli.help.merge',
  usage:
    'merge <file.gpkg> <in.lantu-changes> [--mine|--theirs] [--compare] [--by name] [--passphrase-file F] [--json]',
  line: {
    positionals: ['file.gpkg', 'in'],
    values: ['by', 'passphrase-file'],
    flags: ['mine', 'theirs', 'compare', 'json'],
  },
  run: async (line, io) => {
    const [file = '', given = ''] = line.positionals;
    const passphrase = await passphraseOf(line);
    if (!passphrase.ok) return passphrase;
    const options = { signal: io.signal, onProgress: io.progress };
    return withBlueprint(file, async ({ query, queryControl, store, storeControl }) => {
      const token = 'changes';
      await queryControl.grant({ token, path: path.resolve(given), access: 'read' });
      const layers = await store.layers({});
      if (!layers.ok) return layers;
      const names = new Map(layers.value.map(({ schema }) => [schema.id, schema.name[io.language]]));
      const opened = await query.mergeOpen({ file: token, passphrase: passphrase.value }, options);
      if (!opened.ok) return opened;
      const survey = opened.value;
      if (line.flag('json')) io.out(JSON.stringify(survey));
      else tell(io, survey, (table) => names.get(table) ?? table);
      if (survey.otherBlueprint) io.note(text(io.language, 'cli.merge.other-blueprint'));
      if (survey.before !== null) {
        const code = survey.before === 'done' ? 'exchange.taken-before' : 'exchange.older';
        io.note(text(io.language, `error.${code}`));
        return ok(0);
      }
      if (line.flag('compare')) return ok(survey.disputes.length > 0 ? 1 : 0);
      const side = line.flag('theirs') ? 'theirs' : line.flag('mine') ? 'mine' : null;
      if (survey.disputes.length > survey.decided && side === null) {
        io.note(text(io.language, 'cli.merge.disputed', { count: survey.disputes.length - survey.decided }));
        return ok(1);
      }
      if (side !== null && survey.disputes.length > 0) {
        const decided = await query.mergeDecide({
          decisions: survey.disputes.map((one) => ({ ...one.ref, decision: decisionOf(side, one) })),
        });
        if (!decided.ok) return decided;
      }
      const staged = await query.mergeStage({ by: line.value('by') ?? '' }, options);
      if (!staged.ok) return staged;
      const staging = await queryControl.stagingPath({ staging: staged.value.staging });
      if (!staging.ok) return staging;
      const blobs = await queryControl.stagingBlobs({ staging: staged.value.staging });
      if (!blobs.ok) return blobs;
      const kept = await storeControl.keepBlobs({ files: [...blobs.value] });
      if (!kept.ok) return kept;
      await storeControl.grantStaging({ token: staged.value.staging, path: staging.value });
      const taken = await store.commitStaged({ staging: staged.value.staging, mode: 'take' }, options);
      await query.importDiscard({ staging: staged.value.staging });
      await query.mergeClose({ taken: taken.ok });
      if (!taken.ok) return taken;
      const { added, changed, removed, own } = staged.value;
      io.note(text(io.language, 'cli.merge.taken', { added, changed, removed, own }));
      return ok(0);
    });
  },
};
