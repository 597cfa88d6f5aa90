import { SEVERITIES, type Severity } from './rule.ts';

/** The graver of two. */
export const graver = (a: Severity, b: Severity): Severity =>
  SEVERITIES.indexOf(a) <= SEVERITIES.indexOf(b) ? a : b;

/** The gravest of several; `notice` for none. */
export const gravest = (all: Iterable<Severity>): Severity => {
  let worst: Severity = 'notice';
  for (const severity of all) worst = graver(worst, severity);
  return worst;
};
