import path from 'node:path';
import { text } from '../../../shared/i18n/text.ts';
import { groupedFingerprint } from '../../../shared/package/signature.ts';
import { fail, ok } from '../../../shared/result.ts';
import { makeKeyPair, readPublicKey } from '../../jobs/package/keys.ts';
import type { CliCommand } from '../define-command.ts';
import { passphraseOf } from './package-request.ts';

const ACTIONS = ['new', 'show'] as const;

/** Where the public key of a pair goes unless it is said: beside the private one. */
const publicBeside = (file: string): string => `${file.replace(/\.pem$/i, '')}.pub.pem`;

export const keyCommand: CliCommand = {
  name: 'key',
  help: 'cli.help.key',
  usage: `key <${ACTIONS.join('|')}> <key.pem> [--public pub.pem] [--passphrase-file F]`,
  line: { positionals: ['action', 'key.pem'], values: ['public', 'passphrase-file'] },
  run: async (line, io) => {
    const [wanted = '', given = ''] = line.positionals;
    const action = ACTIONS.find((one) => one === wanted);
    if (action === undefined) return fail('cli.action', { value: wanted, names: ACTIONS.join(', ') });
    if (action === 'show') {
      const key = await readPublicKey(path.resolve(given));
      if (!key.ok) return key;
      io.out(groupedFingerprint(key.value.fingerprint));
      return ok(0);
    }
    const passphrase = await passphraseOf(line);
    if (!passphrase.ok) return passphrase;
    const publicFile = line.value('public') ?? publicBeside(given);
    const made = await makeKeyPair(
      { privateFile: path.resolve(given), publicFile: path.resolve(publicFile) },
      passphrase.value,
    );
    if (!made.ok) return made;
    io.out(groupedFingerprint(made.value.fingerprint));
    io.note(text(io.language, 'cli.key.made', { file: given, public: publicFile }));
    return ok(0);
  },
};
