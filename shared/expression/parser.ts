import { fail, ok, type Failure, type Result } from '../result.ts';
import type { Syntax } from './ast.ts';
import { tokens, type Token } from './lexer.ts';
import { MAX_DEPTH, MAX_LIST, MAX_PARTS } from './limits.ts';
import { TESTS, type Keyword } from './words.ts';

/** Ends parsing at the first fault; never leaves this file. */
class Fault extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/**
 * The tree of a source by precedence: or, and, not, tests, sums, products, sign. Failures of `tokens`,
 * `expression.empty`, `expression.unexpected` (found, at), `expression.too-deep`, `expression.too-many`.
 */
export function parseExpression(source: string): Result<Syntax> {
  const read = tokens(source);
  if (!read.ok) return read;
  if (read.value.length === 1) return fail('expression.empty');
  if (read.value.length > MAX_PARTS * 4) return fail('expression.too-many');
  try {
    return ok(new Parser(source, read.value).whole());
  } catch (error) {
    if (error instanceof Fault) return { ok: false, error: error.failure };
    throw error;
  }
}

class Parser {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  #parts = 0;

  constructor(source: string, read: readonly Token[]) {
    this.#source = source;
    this.#tokens = read;
  }

  whole(): Syntax {
    const tree = this.#or();
    if (this.#now.kind !== 'end') this.#unexpected();
    return tree;
  }

  get #now(): Token {
    return this.#tokens[this.#at]!;
  }

  #unexpected(): never {
    const { kind, from, to } = this.#now;
    const params = { at: from + 1, found: this.#source.slice(from, to) };
    throw new Fault(
      kind === 'end' ? { code: 'expression.ends', params } : { code: 'expression.unexpected', params },
    );
  }

  #next(): Token {
    const token = this.#now;
    this.#at += 1;
    return token;
  }

  #word(word: Keyword): boolean {
    const now = this.#now;
    if (now.kind !== 'word' || now.word !== word) return false;
    this.#at += 1;
    return true;
  }

  #must(kind: 'open' | 'close' | 'comma'): Token {
    if (this.#now.kind !== kind) this.#unexpected();
    return this.#next();
  }

  #made<T extends Syntax>(node: T): T {
    this.#parts += 1;
    if (this.#parts > MAX_PARTS) throw new Fault({ code: 'expression.too-many' });
    return node;
  }

  #deeper<T>(work: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH)
      throw new Fault({ code: 'expression.too-deep', params: { limit: MAX_DEPTH } });
    const made = work();
    this.#depth -= 1;
    return made;
  }

  #or(): Syntax {
    return this.#deeper(() => this.#joined('or', () => this.#and()));
  }
  #and(): Syntax {
    return this.#joined('and', () => this.#not());
  }
  #joined(kind: 'and' | 'or', part: () => Syntax): Syntax {
    const parts = [part()];
    while (this.#word(kind)) parts.push(part());
    if (parts.length === 1) return parts[0]!;
    return this.#made({ kind, parts, from: parts[0]!.from, to: parts.at(-1)!.to });
  }

  #not(): Syntax {
    const { from } = this.#now;
    if (!this.#word('not')) return this.#test();
    const of = this.#deeper(() => this.#not());
    return this.#made({ kind: 'not', of, from, to: of.to });
  }

  #test(): Syntax {
    const left = this.#sum();
    const now = this.#now;
    if (now.kind === 'sign') {
      this.#at += 1;
      const right = this.#sum();
      return this.#made({ kind: 'compare', op: now.sign, left, right, from: left.from, to: right.to });
    }
    if (this.#word('eq')) return this.#equal(left, false);
    if (this.#word('is')) {
      const not = this.#word('not');
      if (!this.#word('null')) return this.#equal(left, not);
      return this.#made({
        kind: 'isnull',
        not,
        of: left,
        from: left.from,
        to: this.#tokens[this.#at - 1]!.to,
      });
    }
    const not = this.#word('not');
    if (this.#word('from')) return this.#startsOrEnds(left, not);
    if (this.#word('in')) return this.#in(left, not);
    if (this.#word('between')) return this.#between(left, not);
    const word = this.#now;
    const test = word.kind === 'word' ? TESTS[word.word] : undefined;
    if (test === undefined) {
      if (not) this.#unexpected();
      return left;
    }
    this.#at += 1;
    // `starts with`, `ends with`.
    if (this.#now.kind === 'name' && !this.#now.quoted && this.#now.name.toLowerCase() === 'with')
      this.#at += 1;
    const right = this.#sum();
    return this.#made({ kind: 'test', test, not, left, right, from: left.from, to: right.to });
  }

  #equal(left: Syntax, not: boolean): Syntax {
    const right = this.#sum();
    return this.#made({ kind: 'compare', op: not ? '<>' : '=', left, right, from: left.from, to: right.to });
  }

  /** 以 ... 开头, 以 ... 结尾 */
  #startsOrEnds(left: Syntax, not: boolean): Syntax {
    const right = this.#sum();
    const { to } = this.#now;
    const test = this.#word('starts') ? 'starts' : this.#word('ends') ? 'ends' : null;
    if (test === null) this.#unexpected();
    return this.#made({ kind: 'test', test, not, left, right, from: left.from, to });
  }

  #in(left: Syntax, not: boolean): Syntax {
    this.#must('open');
    const list = this.#list();
    const { to } = this.#must('close');
    return this.#made({ kind: 'in', not, left, list, from: left.from, to });
  }

  #between(left: Syntax, not: boolean): Syntax {
    const low = this.#sum();
    if (!this.#word('and') && !(this.#now.kind === 'name' && ['至', '到'].includes(this.#now.name))) {
      this.#unexpected();
    }
    if (this.#now.kind === 'name' && ['至', '到'].includes(this.#now.name)) this.#at += 1;
    const high = this.#sum();
    return this.#made({ kind: 'between', not, left, low, high, from: left.from, to: high.to });
  }

  #list(): readonly Syntax[] {
    const list = [this.#or()];
    while (this.#now.kind === 'comma') {
      this.#at += 1;
      list.push(this.#or());
      if (list.length > MAX_LIST) throw new Fault({ code: 'expression.too-many' });
    }
    return list;
  }

  #sum(): Syntax {
    return this.#chain(['+', '-'], () => this.#chain(['*', '/'], () => this.#sign()));
  }

  #chain(ops: readonly string[], part: () => Syntax): Syntax {
    let left = part();
    for (let now = this.#now; now.kind === 'math' && ops.includes(now.op); now = this.#now) {
      const { op } = now;
      this.#at += 1;
      const right = part();
      left = this.#made({ kind: 'math', op, left, right, from: left.from, to: right.to });
    }
    return left;
  }

  #sign(): Syntax {
    const now = this.#now;
    if (now.kind !== 'math' || now.op !== '-') return this.#atom();
    this.#at += 1;
    const of = this.#deeper(() => this.#sign());
    return this.#made({ kind: 'negate', of, from: now.from, to: of.to });
  }

  #atom(): Syntax {
    const token = this.#next();
    const { from, to } = token;
    switch (token.kind) {
      case 'number':
      case 'text':
        return this.#made(token);
      case 'name':
        return this.#now.kind === 'open' && !token.quoted ? this.#call(token.name, from) : this.#made(token);
      case 'word':
        if (token.word === 'null') return this.#made({ kind: 'null', from, to });
        // Yes and no are kept as 1 and 0.
        if (token.word === 'true' || token.word === 'is')
          return this.#made({ kind: 'number', value: 1, raw: '1', from, to });
        if (token.word === 'false') return this.#made({ kind: 'number', value: 0, raw: '0', from, to });
        break;
      case 'open': {
        const inner = this.#or();
        // With its parentheses, so that a part can be cut out of the source.
        const { to: end } = this.#must('close');
        return { ...inner, from, to: end };
      }
      default:
    }
    this.#at -= 1;
    return this.#unexpected();
  }

  #call(name: string, from: number): Syntax {
    this.#must('open');
    const args = this.#now.kind === 'close' ? [] : this.#list();
    const { to } = this.#must('close');
    return this.#made({ kind: 'call', name, args, from, to });
  }
}
