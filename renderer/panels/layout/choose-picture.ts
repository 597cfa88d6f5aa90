import { MOST_PICTURE_TEXT, type LayoutPicture } from '../../../shared/print/layout/layout-schema.ts';
import { notifyFailure } from '../../state/notices.ts';

/** Sides of a picture that is taken over as it is; a larger one is made smaller. */
const MOST_PIXELS = 1600;
const LEAST_PIXELS = 200;

/** Asks for a picture file; null when the user chooses none. */
const askForFile = (): Promise<File | null> =>
  new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = 'image/png,image/jpeg';
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null));
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });

/** A picture drawn at some size, as PNG in base64. */
function encoded(bitmap: ImageBitmap, most: number): string {
  const share = Math.min(1, most / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * share));
  canvas.height = Math.max(1, Math.round(bitmap.height * share));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').split(',')[1] ?? '';
}

/**
 * A picture for a sheet: a file of the user's, drawn anew as a PNG that every painter reads, and made smaller until it fits.
 * Null when the user chooses none or the file is no picture, which is said.
 */
export async function choosePicture(): Promise<LayoutPicture | null> {
  const file = await askForFile();
  if (file === null) return null;
  try {
    const bitmap = await createImageBitmap(file);
    for (let most = MOST_PIXELS; most >= LEAST_PIXELS; most *= 0.7) {
      const data = encoded(bitmap, Math.round(most));
      if (data !== '' && data.length <= MOST_PICTURE_TEXT)
        return { id: crypto.randomUUID(), type: 'image/png', data };
    }
  } catch {
    // Said below.
  }
  notifyFailure({ code: 'print.picture', params: { file: file.name } });
  return null;
}
