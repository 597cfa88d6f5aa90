import type { Crs } from '../../shared/crs/catalogue.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import { text } from '../../shared/i18n/text.ts';

/** `3度带37带（中央经线111°）`; the geographic system by its own name. */
export function zoneText(crs: Crs, language: Language): string {
  if (crs.kind === 'geographic') return text(language, 'ui.crs.geographic');
  const params = { width: crs.zoneWidth ?? 3, zone: crs.zone ?? '', meridian: crs.centralMeridian };
  return text(language, crs.prefixed ? 'ui.crs.zone' : 'ui.crs.meridian', params);
}
