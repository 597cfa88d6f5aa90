import { useEffect, useRef, useState } from 'react';
import { isDay } from '../../../shared/inspection/checks/dates.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { composeNotice } from '../../../shared/notice/compose.ts';
import { firstChoice, PUBLIC } from '../../../shared/notice/fields.ts';
import { publishNotice } from '../../../shared/notice/publish.ts';
import type { NoticeDraft, NoticeLayer, NoticeMap } from '../../../shared/notice/types.ts';
import type { Failure } from '../../../shared/result.ts';
import { services } from '../../bridge/client.ts';
import { texts } from '../../i18n/use-text.ts';
import { execute } from '../../state/edit.ts';
import { notify } from '../../state/notices.ts';
import { useSession } from '../../state/session.ts';
import { drawPicture } from './draw-picture.ts';

/** What a person has typed and ticked. */
export interface NoticeForm {
  readonly title: string;
  readonly from: string;
  readonly until: string;
  readonly contact: string;
  readonly intro: string;
  readonly layers: readonly NoticeLayer[];
  readonly map: NoticeMap;
  /** Only with shapes: that the map has been reviewed, and its number. */
  readonly reviewed: boolean;
  readonly review: string;
}

/** What was read last, and for what: a layer that was unticked since must not go out with it. */
interface Read {
  readonly draft: NoticeDraft;
  readonly picture: string;
  readonly layers: readonly NoticeLayer[];
  readonly language: Language;
}

export interface NoticeModel {
  readonly form: NoticeForm;
  readonly change: (patch: Partial<NoticeForm>) => void;
  readonly draft: NoticeDraft | null;
  /** `data:` address of the picture of the draft; null while it is being drawn. */
  readonly picture: string | null;
  readonly failure: Failure | null;
  readonly busy: boolean;
  /** Text key of why nothing can be written yet; null when it can. */
  readonly missing: string | null;
  /** True when a page was written. */
  readonly run: () => Promise<boolean>;
}

const isDayOrEmpty = (said: string): boolean => said === '' || isDay(said);

/** What is still to be said, the first of it. */
export function missingOf(form: NoticeForm, draft: NoticeDraft | null): string | null {
  const { title, from, until, map, reviewed, review } = form;
  if (title.trim() === '') return 'error.notice.title';
  if (!isDayOrEmpty(from) || !isDayOrEmpty(until)) return 'notice.day';
  if (map === 'shapes' && !reviewed) return 'notice.not-reviewed';
  if (map === 'shapes' && review.trim() === '') return 'error.notice.review';
  return draft === null ? 'notice.not-ready' : null;
}

/** Ticks a layer of the whitelist on or off, in its order, with the fields that ship ticked. */
export function withLayer(
  chosen: readonly NoticeLayer[],
  layer: string,
  on: boolean,
): readonly NoticeLayer[] {
  return PUBLIC.layers.flatMap((one) => {
    const own = chosen.find((each) => each.layer === one.layer);
    if (one.layer !== layer) return own === undefined ? [] : [own];
    if (!on) return [];
    return [{ layer, fields: one.fields.filter((field) => field.on).map(({ name }) => name) }];
  });
}

/** Ticks a field of a layer on or off. */
export const withField = (
  chosen: readonly NoticeLayer[],
  layer: string,
  field: string,
  on: boolean,
): readonly NoticeLayer[] =>
  chosen.map((one) =>
    one.layer !== layer
      ? one
      : { layer, fields: on ? [...one.fields, field] : one.fields.filter((name) => name !== field) },
  );

const fileName = (title: string): string => title.replaceAll(/[\\/:*?"<>|]/g, ' ').trim();

export function useNotice(): NoticeModel {
  const county = useSession((state) => state.blueprint?.countyName ?? '');
  const { t, language } = texts();
  const [form, setForm] = useState<NoticeForm>(() => ({
    title: t('notice.first-title', { county }),
    from: '',
    until: '',
    contact: '',
    intro: '',
    layers: firstChoice(),
    map: 'picture',
    reviewed: false,
    review: '',
  }));
  const [read, setRead] = useState<Read | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const turn = useRef(0);
  const { layers } = form;
  useEffect(() => {
    turn.current += 1;
    const mine = turn.current;
    void (async () => {
      const query = services()?.query;
      if (!query) return;
      if (layers.length === 0) {
        setRead(null);
        setFailure({ code: 'notice.no-layers' });
        return;
      }
      const draft = await query.noticeDraft({ layers, language });
      if (turn.current !== mine) return;
      const picture = draft.ok ? await drawPicture(draft.value) : draft;
      if (turn.current !== mine) return;
      if (draft.ok && picture.ok) setRead({ draft: draft.value, picture: picture.value, layers, language });
      else setRead(null);
      setFailure(picture.ok ? null : picture.error);
    })();
  }, [layers, language]);
  const draft = read?.draft ?? null;
  const current = read?.layers === layers && read.language === language ? read : null;

  const run = async (): Promise<boolean> => {
    const now = services();
    const { blueprint } = useSession.getState();
    if (now === null || current === null || blueprint === null) return false;
    const title = form.title.trim();
    const chosen = await now.shell.chooseExport({ suggested: `${fileName(title)}.html` });
    if (!chosen.ok || chosen.value === null) {
      if (!chosen.ok) setFailure(chosen.error);
      return false;
    }
    setBusy(true);
    const { token, name: file } = chosen.value;
    const { html, record } = composeNotice({
      draft: current.draft,
      words: {
        id: crypto.randomUUID(),
        title,
        from: form.from,
        until: form.until,
        contact: form.contact.trim(),
        intro: form.intro.trim(),
      },
      language,
      county: blueprint.countyName === '' ? blueprint.name : blueprint.countyName,
      fictional: blueprint.fictional,
      picture: form.map === 'picture' ? current.picture : null,
      review: form.map === 'shapes' && form.reviewed ? form.review.trim() : null,
    });
    const written = await publishNotice(record, execute, () =>
      now.query.writeText({ file: token, content: html }),
    );
    setBusy(false);
    if (!written.ok) {
      setFailure(written.error);
      return false;
    }
    notify('ok', 'notice.made', { n: record.entries.length, file });
    return true;
  };
  return {
    form,
    change: (patch) => setForm((before) => ({ ...before, ...patch })),
    draft,
    picture: read?.picture ?? null,
    failure,
    busy,
    missing: missingOf(form, current?.draft ?? null),
    run,
  };
}
