import { text } from '../i18n/text.ts';
import { inspectedText, overriddenLines } from './inspected.ts';
import type { Manifest } from './manifest.ts';
import { tableLeftParams } from './tables-left.ts';
import { groupedFingerprint } from './signature.ts';
import { MANIFEST_FILE, SIGNATURE_FILE, STRUCTURE, SUMS_FILE } from './structure.ts';

/** The state a package holds, in words: the version by its name, else as of the last change. */
export function stateText({
  language,
  version,
  state,
}: Pick<Manifest, 'language' | 'version' | 'state'>): string {
  if (version !== null)
    return text(language, 'package.state.version', {
      name: version.name,
      standing: text(language, `compare.standing.${version.standing}`),
      seq: state.seq,
    });
  return text(language, 'package.state.now', {
    seq: state.seq,
    time: state.time?.slice(0, 19).replace('T', ' ') ?? '–',
  });
}

/** The official tables that are not in the package, and what they lack. */
function tablesLeftLines({ language, tables }: Pick<Manifest, 'language' | 'tables'>): string[] {
  const lines = (tables?.left ?? []).map((one) =>
    text(language, 'package.readme.table-left', tableLeftParams(language, one)),
  );
  return lines.length === 0 ? [] : [...lines, ''];
}

/** What a person reads first: what this is, whose, under which mark, and how it is compared. Windows line ends. */
export function readmeText(
  manifest: Omit<Manifest, 'files'>,
  folders: readonly { readonly key: string; readonly name: string }[],
): string {
  const { language } = manifest;
  const say = (key: string, params?: Readonly<Record<string, string | number>>): string =>
    text(language, `package.readme.${key}`, params);
  const mark = text(language, `classification.${manifest.classification}`);
  const lines = [
    `${manifest.county.code} ${manifest.county.name} ${text(language, 'package.name')}`,
    text(language, 'package.mark', { mark }),
    ...(manifest.fictional ? [text(language, 'fictional')] : []),
    '',
    `${say('state')}${stateText(manifest)}`,
    `${say('as-of')}${manifest.asOf}`,
    `${say('ruleset')}${manifest.ruleset.id} ${manifest.ruleset.version}`,
    ...(manifest.inspection === undefined
      ? []
      : [`${say('inspection')}${inspectedText(language, manifest.inspection)}`]),
    `${say('product')}${manifest.product.name} ${manifest.product.version}`,
    '',
    say('folders', {
      text: STRUCTURE.citation.text,
      verified: text(language, `verified.${STRUCTURE.citation.verified}`),
    }),
    ...folders.map(({ key, name }) => {
      const stated = STRUCTURE.folders.find((folder) => folder.key === key);
      const verified = stated === undefined ? '' : text(language, `verified.${stated.verified}`);
      return `  ${name}/  ${stated?.label[language] ?? ''} (${verified})`;
    }),
    `  ${MANIFEST_FILE}  ${say('manifest')}`,
    `  ${SUMS_FILE}  ${say('sums')}`,
    ...(manifest.signer === null
      ? [say('unsigned')]
      : [
          `  ${SIGNATURE_FILE}  ${say('signature', { key: groupedFingerprint(manifest.signer.fingerprint) })}`,
        ]),
    '',
    say('verify'),
    `  lantu verify <${say('place')}>`,
    `  sha256sum -c ${SUMS_FILE}`,
    '',
    ...(manifest.override === null
      ? []
      : [
          say('override', { reason: manifest.override.reason, by: manifest.override.by }),
          ...overriddenLines(manifest).map((line) => `  ${line}`),
          '',
        ]),
    ...tablesLeftLines(manifest),
    text(language, 'statement.report', { date: manifest.asOf }),
  ];
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
