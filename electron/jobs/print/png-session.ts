import { open, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { pageFileName } from '../../../shared/print/page-file.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { createPng, type PngFile } from '../../print/png/write-png.ts';
import { refuseTaken } from '../export/free-place.ts';
import { putInPlace, workFolder } from '../export/put-in-place.ts';

/** A page of pixels that is about to come. */
export interface PngPage {
  readonly name: string;
  readonly number: number;
  readonly pages: number;
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
}

/**
 * PNG files that the page paints and this side writes: pages one after the other, each in strips of rows, all in a hidden
 * folder until the last is complete. Failures: `print.png-order` (rows that belong to no page, or too few of them),
 * `export.not-written` (params: file, cause).
 */
export interface PngSession {
  page(page: PngPage): Promise<Result<null>>;
  rows(pixels: Uint8Array): Promise<Result<null>>;
  /** Puts the files in place; gives their names. */
  end(): Promise<Result<readonly string[]>>;
  /** Removes what has been written. */
  discard(): Promise<void>;
}

/**
 * Begins the files of all pages, which are named before the first is painted.
 *
 * @returns failures `export.exists` (file) for a file that nobody was asked about,
 * `export.not-written`
 */
export async function openPngSession(file: string, pages: readonly string[]): Promise<Result<PngSession>> {
  const target = file.toLowerCase().endsWith('.png') ? file : `${file}.png`;
  const stem = path.basename(target, path.extname(target));
  const names: string[] = [];
  let current: { readonly handle: FileHandle; readonly png: PngFile } | null = null;

  /** A system error is the disk's; anything else is a bug and stays one. */
  const guarded = async <T>(work: () => Promise<Result<T>>): Promise<Result<T>> => {
    try {
      return await work();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (typeof code !== 'string') throw error;
      return fail('export.not-written', { file: path.basename(target), cause: code });
    }
  };
  const all = pages.map((name, i) =>
    pageFileName(stem, { name, number: i + 1, pages: pages.length }, '.png'),
  );
  const free = await refuseTaken(all, file);
  if (!free.ok) return free;
  const made = await guarded(async () => ok(await workFolder(target)));
  if (!made.ok) return made;
  const work = made.value;

  const finishPage = async (): Promise<boolean> => {
    if (current === null) return true;
    const { handle, png } = current;
    current = null;
    try {
      const complete = await png.end();
      await handle.sync();
      return complete;
    } finally {
      await handle.close();
    }
  };

  return ok({
    page: (page) =>
      guarded(async () => {
        if (!(await finishPage())) return fail('print.png-order');
        const name = pageFileName(stem, page, '.png');
        if (!all.includes(name)) return fail('print.png-order');
        const handle = await open(path.join(work, name), 'w');
        current = { handle, png: await createPng(handle, page.width, page.height, page.dpi) };
        names.push(name);
        return ok(null);
      }),
    rows: (pixels) =>
      guarded(async () => {
        if (current === null) return fail('print.png-order');
        await current.png.rows(pixels);
        return ok(null);
      }),
    end: () =>
      guarded(async () => {
        try {
          if (!(await finishPage()) || names.length === 0) return fail('print.png-order');
          await putInPlace(work, target);
          return ok(names);
        } finally {
          await rm(work, { recursive: true, force: true });
        }
      }),
    discard: async () => {
      const was = current;
      current = null;
      was?.png.abandon();
      await was?.handle.close();
      await rm(work, { recursive: true, force: true });
    },
  });
}
