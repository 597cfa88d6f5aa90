import type { ServerPreset } from '../../../shared/background/presets.ts';
import type { OffsetFact, TileServer } from '../../../shared/background/types.ts';
import { liftKey, parseTemplate, type UrlTemplate } from '../../../shared/background/url-template.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';

/** A server as it stands in the form: everything is text. */
export interface ServerForm {
  readonly name: string;
  readonly template: string;
  readonly subdomains: string;
  readonly minZoom: string;
  readonly maxZoom: string;
  readonly tileSize: '256' | '512';
  readonly attribution: string;
  readonly offset: OffsetFact;
  /** Empty: the one that is kept stays. */
  readonly key: string;
}

export const EMPTY_FORM: ServerForm = {
  name: '',
  template: '',
  subdomains: '',
  minZoom: '0',
  maxZoom: '18',
  tileSize: '256',
  attribution: '',
  offset: 'unknown',
  key: '',
};

export const formOf = (server: TileServer): ServerForm => ({
  name: server.name,
  template: server.template,
  subdomains: server.subdomains.join(', '),
  minZoom: String(server.minZoom),
  maxZoom: String(server.maxZoom),
  tileSize: server.tileSize === 512 ? '512' : '256',
  attribution: server.attribution,
  offset: server.offset,
  key: '',
});

export const formOfPreset = ({ name, server }: ServerPreset, language: Language): ServerForm =>
  formOf({ ...server, name: name[language] });

const DEEPEST = 24;
const zoomOf = (text: string): number | null => {
  const value = Number(text.trim() || 'x');
  return Number.isInteger(value) && value >= 0 && value <= DEEPEST ? value : null;
};

const partsOf = (text: string): string[] =>
  text
    .split(/[,，;；\s]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** What the address of a form means. */
export const templateOf = ({ template, subdomains }: ServerForm): Result<UrlTemplate> =>
  parseTemplate(template, partsOf(subdomains));

/** A key pasted with the address goes into its field, where it is seen to be one. */
export function withKeyLifted(form: ServerForm): ServerForm {
  const lifted = liftKey(form.template);
  return lifted === null ? form : { ...form, template: lifted.template, key: lifted.key };
}

/**
 * The server that a form describes.
 *
 * @returns failures of `parseTemplate`, `background.needs-name`, `background.zooms`
 */
export function serverOfForm(form: ServerForm): Result<TileServer> {
  const template = templateOf(form);
  if (!template.ok) return template;
  const [minZoom, maxZoom] = [zoomOf(form.minZoom), zoomOf(form.maxZoom)];
  if (form.name.trim() === '') return fail('background.needs-name');
  if (minZoom === null || maxZoom === null || minZoom > maxZoom) return fail('background.zooms');
  return ok({
    name: form.name.trim().slice(0, 120),
    template: template.value.text,
    subdomains: [...template.value.subdomains],
    minZoom,
    maxZoom,
    tileSize: form.tileSize === '512' ? 512 : 256,
    attribution: form.attribution.trim().slice(0, 300),
    offset: form.offset,
  });
}
