import type { DisplayList } from '../../shared/print/display-list.ts';

/** Loads the slices of the font that the texts of a sheet need: a canvas does not wait for them by itself. */
export async function loadSheetFonts({ items }: DisplayList): Promise<void> {
  const texts = { 400: new Set<string>(), 700: new Set<string>() };
  for (const item of items)
    if (item.kind === 'text') for (const character of item.text) texts[item.bold ? 700 : 400].add(character);
  await Promise.all(
    ([400, 700] as const).map(async (weight) => {
      const text = [...texts[weight]].join('');
      if (text !== '') await document.fonts.load(`${weight} 16px "Noto Sans SC"`, text);
    }),
  );
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** The pictures of a sheet, decoded; undefined for one that cannot be. */
export function loadSheetPictures({ pictures }: DisplayList): Promise<(ImageBitmap | undefined)[]> {
  return Promise.all(
    pictures.map(async ({ type, data }) => {
      try {
        return await createImageBitmap(new Blob([bytesOf(data)], { type }));
      } catch {
        return undefined;
      }
    }),
  );
}
