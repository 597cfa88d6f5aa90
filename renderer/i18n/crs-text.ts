import { crsByEpsg } from '../../shared/crs/catalogue.ts';
import { oldCrsByEpsg } from '../../shared/crs/old-datum.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import { text } from '../../shared/i18n/text.ts';
import { zoneText } from './zone-text.ts';

/** Name of any system that can be read, those on old datums with their datum; the code itself for all others. */
export function crsText(epsg: number, language: Language): string {
  const crs = crsByEpsg(epsg);
  if (crs !== undefined) return zoneText(crs, language);
  const old = oldCrsByEpsg(epsg);
  if (old === undefined) return `EPSG:${epsg}`;
  const datum = text(language, `import.old.${old.datum}`);
  if (old.kind === 'geographic') return text(language, 'import.old.degrees', { datum });
  const params = {
    datum,
    width: old.zoneWidth ?? 3,
    zone: old.zone ?? '',
    meridian: old.centralMeridian,
  };
  return text(language, old.prefixed ? 'import.old.zone' : 'import.old.meridian', params);
}
