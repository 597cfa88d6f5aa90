import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { text } from '../../../shared/i18n/text.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { detailText, reasonText, shownValue, subjectText } from '../../../shared/package/check-text.ts';
import { groupedFingerprint } from '../../../shared/package/signature.ts';
import {
  tally,
  type KnownKey,
  type PackageCheck,
  type Verification,
} from '../../../shared/package/verification.ts';
import { ok } from '../../../shared/result.ts';
import { readPublicKey } from '../../jobs/package/keys.ts';
import { verifyPackage } from '../../jobs/package/verify-package.ts';
import type { CliCommand } from '../define-command.ts';

/** One check that found something, in one line. */
function checkLine(language: Language, check: PackageCheck, { manifest }: Verification): string {
  const values =
    check.expected === null && check.found === null
      ? ''
      : text(language, 'cli.verify.values', {
          expected: shownValue(check.expected),
          found: shownValue(check.found),
        });
  return [
    text(language, `package.check.${check.code}`),
    subjectText(language, check, manifest),
    detailText(language, check, manifest),
    values,
    reasonText(language, check),
  ]
    .filter((part) => part !== '')
    .join('  ');
}

export const verifyCommand: CliCommand = {
  name: 'verify',
  help: 'cli.help.verify',
  usage: 'verify <package> [--key pub.pem] [--json]',
  line: { positionals: ['package'], lists: ['key'], flags: ['json'] },
  run: async (line, io) => {
    const file = path.resolve(line.positionals[0] ?? '');
    const known: KnownKey[] = [];
    for (const one of line.list('key')) {
      const key = await readPublicKey(path.resolve(one));
      if (!key.ok) return key;
      known.push({ fingerprint: key.value.fingerprint, name: path.basename(one) });
    }
    const scratch = await mkdtemp(path.join(os.tmpdir(), 'lantu-verify-'));
    try {
      const verified = await verifyPackage(
        file,
        { known, scratch },
        { signal: io.signal, progress: io.progress },
      );
      if (!verified.ok) return verified;
      const { value } = verified;
      const { signature, checks, wrong } = value;
      // Whoever names a key wants it to be that one.
      const stranger = known.length > 0 && !(signature.state === 'valid' && signature.known);
      if (line.flag('json')) io.out(JSON.stringify({ ...value, known: !stranger }));
      else {
        for (const check of checks.filter(({ state }) => state !== 'equal'))
          io.out(checkLine(io.language, check, value));
        const counts = tally(checks);
        io.note(text(io.language, wrong > 0 ? 'cli.verify.wrong' : 'cli.verify.clean', counts));
        const key = signature.fingerprint === null ? '' : groupedFingerprint(signature.fingerprint);
        const said = signature.state === 'valid' ? (signature.known ? 'known' : 'unknown') : signature.state;
        io.note(text(io.language, `cli.verify.${said}`, { key, name: signature.name ?? '' }));
        if (stranger) io.note(text(io.language, 'cli.verify.stranger'));
      }
      return ok(wrong > 0 || stranger ? 1 : 0);
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  },
};
