import ExifReader from 'exifreader';
import { angleOf, gpsTimeOf, localTimeOf, offsetOf, rationalOf, wholeOf, wordsOf } from './exif-values.ts';
import type { PhotoFacts, PhotoNote } from './photo-facts.ts';

/** Only these are read: what a camera's maker keeps for itself, thumbnails and profiles are left alone. */
const EXIF_TAGS = [
  'Make',
  'Model',
  'Orientation',
  'DateTimeOriginal',
  'DateTimeDigitized',
  'SubSecTimeOriginal',
  'SubSecTimeDigitized',
  'OffsetTimeOriginal',
  'OffsetTimeDigitized',
  'PixelXDimension',
  'PixelYDimension',
  'GPSLatitudeRef',
  'GPSLatitude',
  'GPSLongitudeRef',
  'GPSLongitude',
  'GPSAltitudeRef',
  'GPSAltitude',
  'GPSTimeStamp',
  'GPSDateStamp',
  'GPSMapDatum',
  'GPSImgDirectionRef',
  'GPSImgDirection',
  'GPSHPositioningError',
];
const SIZE_TAGS = ['Image Width', 'Image Height'];

/**
 * Bytes of a photograph that are worth reading: metadata of a JPEG stands before its picture, that of other kinds
 * anywhere, and a larger file of theirs is not read for it.
 */
export const PHOTO_BYTES = { jpeg: 4 << 20, other: 64 << 20 } as const;

type Values = Readonly<Record<string, unknown>>;

/** Values of the tags of one group, by name. */
function valuesOf(group: unknown): Values {
  const out: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  if (typeof group !== 'object' || group === null) return out;
  for (const [name, tag] of Object.entries(group))
    if (typeof tag === 'object' && tag !== null && 'value' in tag) out[name] = tag.value;
  return out;
}

interface Tags {
  readonly exif: Values;
  /** Width and height that the picture itself says. */
  readonly size: Values;
}

function tagsOf(bytes: ArrayBuffer): Tags | null {
  try {
    const read = ExifReader.load(bytes, {
      expanded: true,
      includeTags: { exif: EXIF_TAGS, file: SIZE_TAGS, png: SIZE_TAGS, riff: ['ImageWidth', 'ImageHeight'] },
    });
    const { ImageWidth, ImageHeight } = valuesOf(read.riff);
    const size = { ...valuesOf(read.file), ...valuesOf(read.pngFile) };
    return {
      exif: valuesOf(read.exif),
      size: ImageWidth === undefined ? size : { 'Image Width': ImageWidth, 'Image Height': ImageHeight },
    };
  } catch {
    // Whatever a damaged file makes the reader throw: the file says nothing.
    return null;
  }
}

/** Datums whose degrees are those of the blueprint to within what a camera's receiver can tell. */
const isOurDatum = (datum: string | null): boolean =>
  datum === null || /^(WGS[-_ ]?(19)?84|CGCS[-_ ]?2000)$/i.test(datum);

function placeOf(exif: Values, datum: string | null, notes: PhotoNote[]): PhotoFacts['place'] {
  const { GPSLatitude: latitude, GPSLongitude: longitude } = exif;
  if (latitude === undefined && longitude === undefined) return null;
  const [lat, lon] = [angleOf(latitude), angleOf(longitude)];
  if (!(lat <= 90 && lon <= 180)) {
    notes.push('bad-position');
    return null;
  }
  if (lat === 0 && lon === 0) {
    notes.push('zero-position');
    return null;
  }
  const [south, west] = [wordsOf(exif['GPSLatitudeRef']), wordsOf(exif['GPSLongitudeRef'])];
  if (!/^[NS]/i.test(south ?? '') || !/^[EW]/i.test(west ?? '')) {
    notes.push('no-hemisphere');
    return null;
  }
  if (!isOurDatum(datum)) {
    notes.push('other-datum');
    return null;
  }
  return [/^W/i.test(west ?? '') ? -lon : lon, /^S/i.test(south ?? '') ? -lat : lat];
}

function heightOf(exif: Values): number | null {
  const above = rationalOf(exif['GPSAltitude']);
  // Exif: without a reference the height is above sea level.
  const sign = wholeOf(exif['GPSAltitudeRef'], 0, 3) === 1 ? -1 : 1;
  return above >= 0 && above < 12_000 ? sign * above + 0 : null;
}

function directionOf(exif: Values, notes: PhotoNote[]): Pick<PhotoFacts, 'directionDeg' | 'directionFrom'> {
  const degrees = rationalOf(exif['GPSImgDirection']);
  if (!(degrees >= 0 && degrees <= 360)) return { directionDeg: null, directionFrom: null };
  const from = wordsOf(exif['GPSImgDirectionRef']);
  const directionFrom = from === 'T' ? 'true' : from === 'M' ? 'magnetic' : null;
  if (directionFrom === null) notes.push('no-direction-reference');
  return { directionDeg: degrees % 360, directionFrom };
}

/** Makers that write their name into the model are not named twice. */
function cameraOf(exif: Values): string | null {
  const [make, model] = [wordsOf(exif['Make']), wordsOf(exif['Model'])];
  if (make === null || model === null) return model ?? make;
  return model.toLowerCase().startsWith(make.toLowerCase()) ? model : `${make} ${model}`;
}

const MAX_SIDE = 1_000_000;
const positiveOr = (value: number): number | null => (value >= 0 && value < 1e6 ? value : null);

const NOTHING: PhotoFacts = {
  takenAt: null,
  offsetMinutes: null,
  place: null,
  heightM: null,
  accuracyM: null,
  datum: null,
  gpsTimeMs: null,
  directionDeg: null,
  directionFrom: null,
  orientation: null,
  width: null,
  height: null,
  camera: null,
  notes: ['no-metadata'],
};

/**
 * What a photograph (JPEG, PNG, WebP, HEIC) says of itself. Never fails, whatever the bytes are: what cannot be read or
 * must not be trusted is null, and `notes` say why. Nothing is guessed.
 *
 * @param bytes the file, or as much of its beginning as `PHOTO_BYTES` says
 */
export function readPhoto(bytes: ArrayBuffer): PhotoFacts {
  const tags = tagsOf(bytes);
  if (tags === null) return NOTHING;
  const { exif, size } = tags;
  const notes: PhotoNote[] = Object.keys(exif).length === 0 ? ['no-metadata'] : [];
  const original = localTimeOf(exif['DateTimeOriginal'], exif['SubSecTimeOriginal']);
  const takenAt = original ?? localTimeOf(exif['DateTimeDigitized'], exif['SubSecTimeDigitized']);
  if (takenAt === null && notes.length === 0) notes.push('no-time');
  const datum = wordsOf(exif['GPSMapDatum']);
  const place = placeOf(exif, datum, notes);
  const direction = directionOf(exif, notes);
  return {
    takenAt,
    offsetMinutes:
      takenAt === null
        ? null
        : offsetOf(exif[original === null ? 'OffsetTimeDigitized' : 'OffsetTimeOriginal']),
    place,
    heightM: place === null ? null : heightOf(exif),
    accuracyM: place === null ? null : positiveOr(rationalOf(exif['GPSHPositioningError'])),
    datum,
    gpsTimeMs: gpsTimeOf(exif['GPSDateStamp'], exif['GPSTimeStamp']),
    ...direction,
    orientation: wholeOf(exif['Orientation'], 1, 8),
    width: wholeOf(size['Image Width'] ?? exif['PixelXDimension'], 1, MAX_SIDE),
    height: wholeOf(size['Image Height'] ?? exif['PixelYDimension'], 1, MAX_SIDE),
    camera: cameraOf(exif),
    notes,
  };
}
