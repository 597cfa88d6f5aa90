import type { Language } from '../i18n/languages.ts';
import { noticeHtml, PIN_RADIUS } from './page.ts';
import { spreadPins } from './spread-pins.ts';
import type { NoticeDraft, NoticeRecord, PageMap, PagePin } from './types.ts';

/** What a person says of a notice. */
export interface NoticeWords {
  readonly id: string;
  readonly title: string;
  readonly from: string;
  readonly until: string;
  readonly contact: string;
  readonly intro: string;
}

export interface NoticeParts {
  readonly draft: NoticeDraft;
  readonly words: NoticeWords;
  readonly language: Language;
  readonly county: string;
  readonly fictional: boolean;
  /** A picture of exactly the draft's frame, `data:image/png;base64,...`; null for none. */
  readonly picture: string | null;
  /** 审图号, where shapes go out. */
  readonly review: string | null;
}

/** The page and what stays in the blueprint of it. Shapes go out with a review number or not at all. */
export function composeNotice(parts: NoticeParts): { readonly html: string; readonly record: NoticeRecord } {
  const { draft, words, language, county, fictional, picture, review } = parts;
  const pins = spreadPins(draft.pins, draft.frame, 2 * PIN_RADIUS);
  const map = mapOf(draft, pins, picture, review);
  return {
    html: noticeHtml({
      ...words,
      language,
      county,
      fictional,
      entries: draft.features.map(({ entry }) => entry),
      map,
    }),
    record: {
      format: 1,
      id: words.id,
      title: words.title,
      made: '',
      author: '',
      map: map.kind,
      review: map.kind === 'shapes' ? map.review : null,
      from: words.from,
      until: words.until,
      home: draft.home,
      entries: draft.features.map(({ entry, layer, uid, at }) => ({
        number: entry.number,
        layer,
        uid,
        at,
      })),
    },
  };
}

function mapOf(
  { frame, shapes, labels }: NoticeDraft,
  pins: readonly PagePin[],
  image: string | null,
  review: string | null,
): PageMap {
  if (review !== null) return { kind: 'shapes', frame, shapes, labels, pins, review };
  return image === null ? { kind: 'none' } : { kind: 'picture', frame, image, pins };
}
