import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { noticeHtml } from '../../../shared/notice/page.ts';
import { SCRIPT_HASH, STYLE_HASH } from '../../../shared/notice/page-hashes.ts';
import { PAGE_SCRIPT } from '../../../shared/notice/page-script.ts';
import { PAGE_STYLE } from '../../../shared/notice/page-style.ts';
import type { NoticeEntry, NoticePage } from '../../../shared/notice/types.ts';

const HOSTILE = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'&\u2028`;
const entry = (number: number, name: string): NoticeEntry => ({
  number,
  layerName: '产业园区',
  name,
  kind: '工业园区',
  areaHa: '12.34',
  more: [{ label: '主导产业', value: name }],
});
const page = (more: Partial<NoticePage> = {}): NoticePage => ({
  id: '0f0f0f0f-0000-4000-8000-000000000001',
  language: 'zh-CN',
  title: '规划公示',
  county: '小县',
  from: '2026-12-01',
  until: '2026-12-30',
  contact: '规划科',
  intro: '',
  fictional: true,
  entries: [entry(1, '甲园'), entry(2, '乙园')],
  map: { kind: 'none' },
  ...more,
});
const sha256 = (text: string): string =>
  `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;

describe('the policy of the page', () => {
  it('lets exactly its own script and style run: renew page-hashes.ts when these fail', () => {
    expect(SCRIPT_HASH).toBe(sha256(PAGE_SCRIPT));
    expect(STYLE_HASH).toBe(sha256(PAGE_STYLE));
    const html = noticeHtml(page());
    const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
    expect([sha256(script), sha256(style)]).toEqual([SCRIPT_HASH, STYLE_HASH]);
    const policy = /Content-Security-Policy"\s+content="([^"]*)"/.exec(html)?.[1] ?? '';
    expect(policy).toContain('default-src &#39;none&#39;');
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('has one script that runs, no handlers and no styles in attributes, and no address', () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const html = noticeHtml(page({ language }));
      expect(html.match(/<script>/g)).toHaveLength(1);
      expect(html).not.toMatch(/https?:|@import|\b(fetch|XMLHttpRequest|WebSocket|sendBeacon|eval)\b/);
      const markup = html.replace(PAGE_SCRIPT, '');
      expect(markup).not.toMatch(/\son\w+=|\sstyle=|\/\/[a-z]|srcset|<link|<iframe|url\(/i);
      expect(markup).not.toMatch(/undefined|\[object|notice\.page/);
    }
  });
});

describe('what people have written', () => {
  it('is text wherever it stands', () => {
    const html = noticeHtml(
      page({
        title: HOSTILE,
        county: HOSTILE,
        contact: HOSTILE,
        intro: HOSTILE,
        from: HOSTILE,
        entries: [entry(1, HOSTILE)],
      }),
    );
    // The page's own script, its data and nothing else.
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    expect(html).not.toMatch(/<img/);
    const data = /id="data">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
    expect((JSON.parse(data) as { title: string }).title).toBe(HOSTILE);
  });

  it('cannot get out of the picture or the review number', () => {
    const frame = { width: 100, height: 80 };
    const shapes = noticeHtml(
      page({
        map: {
          kind: 'shapes',
          frame,
          shapes: [{ number: 1, path: 'M0 0L1 1L1 0Z', fill: '"><script>', stroke: '#000' }],
          labels: [{ text: HOSTILE, at: [3, 4] }],
          pins: [{ number: 1, at: [5, 6] }],
          review: HOSTILE,
        },
      }),
    );
    expect(shapes.match(/<script/g)).toHaveLength(2);
    expect(shapes).toContain('审图号');
    const picture = noticeHtml(
      page({ map: { kind: 'picture', frame, image: 'data:image/png;base64,AAAA', pins: [] } }),
    );
    expect(picture).toContain('示意图');
    expect(picture).not.toContain('审图号');
  });
});
