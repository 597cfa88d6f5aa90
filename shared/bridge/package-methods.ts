import { z } from 'zod';
import type { Comparison } from '../package/compare.ts';
import type { Verification } from '../package/verification.ts';
import { method } from './contract.ts';
import {
  comparedLimit,
  knownKeys,
  packageContent,
  packageForm,
  packageTake,
  packageTokens,
  type PackageReport,
  type PackageSurvey,
  type StagedPackage,
} from './package-contract.ts';
import { text } from './schemas.ts';

/** What the page may ask of plan packages; files are named by tokens. */
export const packageMethods = {
  /** What a package would hold, and what stands against making it. */
  packageSurvey: method<PackageSurvey>()(z.strictObject(packageContent)),
  packageMake: method<PackageReport>()(
    z.strictObject({ ...packageContent, ...packageForm, ...packageTokens }),
  ),
  packageVerify: method<Verification>()(z.strictObject({ file: text, known: knownKeys })),
  packageCompare: method<Comparison>()(z.strictObject({ file: text, limit: comparedLimit })),
  /** Makes ready what a package changes; it is taken by `store.commitStaged` with mode `take`. */
  packageStage: method<StagedPackage>()(z.strictObject({ file: text, ...packageTake })),
};
