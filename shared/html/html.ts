/** Text that is markup already: made by `html`, never from what people wrote. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that no text needs and some readers stumble over: controls other than tab and line ends. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** A text as it may stand in markup, between tags or in a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(CONTROLS, '\ufffd').replace(/[&<>"']/g, (one) => ESCAPES[one] ?? one);

type Part = Markup | string | number | null | readonly Part[];

function partText(part: Part): string {
  if (part === null) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(partText).join('');
  return escapeHtml(String(part));
}

/** Markup from a template; whatever is put in is escaped unless it is markup itself. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(strings.reduce((all, text, i) => all + partText(parts[i - 1] ?? null) + text));
