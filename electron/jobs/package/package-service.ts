import { mkdir } from 'node:fs/promises';
import os from 'node:os';
import type { ApiOf } from '../../../shared/bridge/contract.ts';
import type { PackageSurvey } from '../../../shared/bridge/package-contract.ts';
import type { ioContract } from '../../../shared/bridge/worker-contracts.ts';
import { checkText, defectText } from '../../../shared/inspection/words.ts';
import { packageName } from '../../../shared/package/structure.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';
import { withScratch } from '../io/scratch.ts';
import { comparePackage } from './compare-package.ts';
import { examineState, NO_RUNS, standing, type KeptRuns } from './examine-state.ts';
import { makePackage } from './make-package.ts';
import { countyOf } from './manifest-of.ts';
import { openPackage } from './open-package.ts';
import type { PackageHost } from './package-host.ts';
import { openState } from './past-state.ts';
import { stagePackage } from './stage-package.ts';
import { notCheckedLine } from '../../../shared/package/findings.ts';
import { verifyPackage } from './verify-package.ts';

interface Open {
  readonly reader: Reader;
  readonly scratchDir: string;
}

/** Bottom-line conflicts that are named in a survey. */
const NAMED = 100;
/** Defects of a blocking check that are named. */
const FIRST = 3;

type Methods = Pick<
  ApiOf<typeof ioContract>,
  'packageSurvey' | 'packageMake' | 'packageVerify' | 'packageCompare' | 'packageStage'
>;

/**
 * Making, verifying, comparing and taking plan packages.
 *
 * @param open the open blueprint; a package can be verified without one
 * @param onStaged told of each staging file
 */
export function packageService(
  host: PackageHost,
  open: () => Open | null,
  onStaged: (file: string) => void,
): Methods {
  let kept: KeptRuns = NO_RUNS;
  const none = (): Result<never> => fail('read.not-open');
  return {
    packageSurvey: async (content, call) => {
      const now = open();
      if (now === null) return none();
      const { reader } = now;
      const state = openState(reader, content.version);
      if (!state.ok) return state;
      try {
        const past = state.value.reader;
        const schemas = past.schemas().filter(({ id }) => content.layers.includes(id));
        const examined = await examineState(host, reader, state.value, schemas, content, kept, call);
        if (!examined.ok) return examined;
        kept = examined.value.runs;
        const { found, context, report, words, gate } = examined.value;
        const summaries = new Map(past.summary().map((one) => [one.layer, one]));
        const survey: PackageSurvey = {
          name: packageName(countyOf(reader), content.stage),
          classification: reader.info('classification') ?? 'internal',
          seq: state.value.seq,
          layers: schemas.map(({ id, plan }) => ({
            layer: id,
            plan,
            count: summaries.get(id)?.count ?? 0,
            areaM2: summaries.get(id)?.areaM2 ?? 0,
          })),
          counts: found.counts,
          exceptions: found.exceptions,
          open: found.open.slice(0, NAMED).map((finding) => ({
            key: finding.key,
            sentence: context.facts.sentence(finding),
            areaM2: finding.areaM2,
          })),
          openTotal: found.open.length,
          notChecked: found.notChecked.map((one) => notCheckedLine(one, context)),
          inspection: {
            score: report.total.score,
            defects: report.total.counts,
            excepted: report.total.excepted,
            unchecked: report.unchecked.length,
            blocking: gate.blocking.map(({ check, class: of, count, defects }) => ({
              check,
              title: checkText(words, report.model, check),
              class: of,
              count,
              defects: defects.slice(0, FIRST).map((defect) => defectText(words, defect)),
            })),
            blockingTotal: standing(examined.value).blocking,
          },
        };
        return ok(survey);
      } finally {
        state.value.reader.close();
      }
    },
    packageMake: (request, call) => {
      const now = open();
      return now === null ? none() : makePackage({ host, ...now, kept }, request, call);
    },
    packageVerify: async ({ path: file, known }, call) => {
      const scratchDir = open()?.scratchDir ?? os.tmpdir();
      await mkdir(scratchDir, { recursive: true });
      return withScratch(scratchDir, file, ({ scratch }) => verifyPackage(file, { known, scratch }, call));
    },
    packageCompare: async ({ path: file, limit }, call) => {
      const now = open();
      if (now === null) return none();
      return withScratch(now.scratchDir, file, async ({ scratch }) => {
        const opened = await openPackage(file, scratch, call.signal);
        return opened.ok ? comparePackage(opened.value, now.reader, { scratch, limit }, call) : opened;
      });
    },
    packageStage: async ({ path: file, layers }, call) => {
      const now = open();
      if (now === null) return none();
      return withScratch(now.scratchDir, file, async ({ scratch }) => {
        // What was verified a while ago may be another file by now.
        const verified = await verifyPackage(file, { known: [], scratch }, call);
        if (!verified.ok) return verified;
        if (verified.value.wrong > 0) return fail('package.not-clean', { count: verified.value.wrong });
        const opened = await openPackage(file, scratch, call.signal);
        if (!opened.ok) return opened;
        const staged = await stagePackage(
          host,
          opened.value,
          now.reader,
          { layers },
          { scratch, stagingDir: now.scratchDir },
          call,
        );
        if (staged.ok) onStaged(staged.value.staging);
        return staged;
      });
    },
  };
}
