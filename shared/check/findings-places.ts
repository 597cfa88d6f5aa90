import { gpxBegin, GPX_END, gpxWaypoint } from '../export/gpx-text.ts';
import { kmlGeometry, kmlParts, kmlPoint } from '../export/kml-text.ts';
import { xmlText } from '../html/xml-text.ts';
import { formatArea } from '../i18n/format.ts';
import { text } from '../i18n/text.ts';
import { SEVERITIES, type Finding, type Severity } from '../rules/rule.ts';
import { findingPlace } from './finding-place.ts';
import type { FileParts, FindingLine } from './findings-file.ts';

/* Findings for the apps of phones: a place to go to, what it is about, and the ground where the app can show it. */

/** Colours of KML, `aabbggrr`: as on the map, filled so that the picture below stays readable. */
const COLOURS: Readonly<Record<Severity, string>> = {
  blocking: '1e0db0',
  error: '0a43b8',
  warning: '005f7d',
  notice: '855f3b',
};

const nameOf = ({ number, severity }: FindingLine): string => `${number} ${severity}`;

/** What a phone shows under the name, line by line. */
function descriptionOf(line: FindingLine, { language }: Pick<FileParts, 'language'>): string {
  const labelled = (key: string, value: string): string[] =>
    value === '' ? [] : [`${text(language, `findings.csv.${key}`)}: ${value}`];
  return [
    line.sentence,
    ...(line.areaM2 > 0 ? [formatArea(language, line.areaM2, 'mu')] : []),
    ...labelled('township', line.township),
    ...labelled('status', line.status),
    ...labelled('assignee', line.assignee),
    ...labelled('due', line.due),
    ...labelled('text', line.text),
  ].join('\n');
}

/** The list as KML: a pin and the ground of each finding. One that lies nowhere is in it without a place. */
export function findingsKml(
  findings: readonly Finding[],
  lines: readonly FindingLine[],
  parts: FileParts & { readonly title: string },
): string {
  const styles = SEVERITIES.map(
    (one) =>
      `<Style id="${one}"><IconStyle><color>ff${COLOURS[one]}</color></IconStyle>` +
      `<LineStyle><color>ff${COLOURS[one]}</color><width>2</width></LineStyle>` +
      `<PolyStyle><color>80${COLOURS[one]}</color></PolyStyle></Style>`,
  );
  const marks = findings.map((finding, i) => {
    const line = lines[i]!;
    const place = findingPlace(finding);
    const pin = place === null ? [] : [kmlPoint(place[0], place[1])];
    const ground = finding.pieces.flatMap(({ geometry }) => kmlParts(geometry));
    return (
      `<Placemark><name>${xmlText(nameOf(line))}</name>` +
      `<description>${xmlText(descriptionOf(line, parts))}</description>` +
      `<styleUrl>#${finding.severity}</styleUrl>${kmlGeometry([...pin, ...ground])}</Placemark>`
    );
  });
  const statement = text(parts.language, 'statement.report', { date: parts.today });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>${xmlText(parts.title)}</name>`,
    `<description>${xmlText(statement)}</description>`,
    ...styles,
    ...marks,
    '</Document></kml>',
    '',
  ].join('\n');
}

/** The list as waypoints of GPX; one that lies nowhere is not in it. */
export function findingsGpx(
  findings: readonly Finding[],
  lines: readonly FindingLine[],
  parts: FileParts & { readonly title: string },
): string {
  const statement = text(parts.language, 'statement.report', { date: parts.today });
  const points = findings.flatMap((finding, i) => {
    const place = findingPlace(finding);
    if (place === null) return [];
    const line = lines[i]!;
    const words = { name: nameOf(line), description: descriptionOf(line, parts) };
    return [gpxWaypoint({ lon: place[0], lat: place[1] }, words)];
  });
  return gpxBegin({ name: parts.title, description: statement }) + points.join('') + GPX_END;
}
