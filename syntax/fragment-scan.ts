/** A part of a fragment whose inside may not be touched: a template's text, a string, a comment. */
export interface FragmentPart {
  readonly kind: 'template' | 'string' | 'line-comment' | 'block-comment';
  readonly start: number;
  readonly end: number;
}

/**
 * Finds strings, template texts and comments in a piece of code that need not parse by itself (a statement's head, a
 * few arguments). Regular expressions are told from divisions by what stands before the slash.
 */
export function scanFragment(text: string): FragmentPart[] {
  return new Scanner(text).scan();
}

const REGEX_BEFORE =
  /(?:^|[-+*/%&|^!~<>=?:;,({[}]|\b(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield|instanceof))\s*$/;

class Scanner {
  private readonly parts: FragmentPart[] = [];
  /** For each open `${`, how many braces are open inside of it. */
  private readonly braces: number[] = [];
  private at = 0;

  constructor(private readonly text: string) {}

  scan(): FragmentPart[] {
    while (this.at < this.text.length) this.step();
    return this.parts;
  }

  private step(): void {
    const { text, at } = this;
    const char = text[at];
    if (char === '`') this.template(at + 1);
    else if (char === '"' || char === "'") this.string(char);
    else if (char === '/') this.slash();
    else if (char === '{' && this.braces.length > 0) this.brace(1);
    else if (char === '}' && this.braces.length > 0) this.brace(-1);
    else this.at++;
  }

  private brace(step: 1 | -1): void {
    const depth = this.braces.pop()! + step;
    if (depth < 0) this.template(this.at + 1);
    else {
      this.braces.push(depth);
      this.at++;
    }
  }

  /** Reads template text up to the closing backtick or the next `${`. */
  private template(start: number): void {
    const { text } = this;
    let end = start;
    while (end < text.length && text[end] !== '`' && !text.startsWith('${', end)) end += text[end] === '\\' ? 2 : 1;
    end = Math.min(end, text.length);
    this.parts.push({ kind: 'template', start, end });
    if (text[end] === '$') {
      this.braces.push(0);
      this.at = end + 2;
    } else {
      this.at = end + 1;
    }
  }

  /** An unterminated quote (an apostrophe in JSX text) is no string. */
  private string(quote: string): void {
    const match = new RegExp(`${quote}(?:[^\\\\\\r\\n${quote}]|\\\\(?:\\r\\n|[^]))*${quote}`, 'y');
    match.lastIndex = this.at;
    const found = match.exec(this.text);
    if (found) this.parts.push({ kind: 'string', start: this.at, end: match.lastIndex });
    this.at = found ? match.lastIndex : this.at + 1;
  }

  private slash(): void {
    const { text, at } = this;
    if (text[at + 1] === '/') this.comment('line-comment', lineBreak(text, at));
    else if (text[at + 1] === '*') {
      const close = text.indexOf('*/', at + 2);
      this.comment('block-comment', close < 0 ? text.length : close + 2);
    } else this.at = this.regexEnd() ?? at + 1;
  }

  private comment(kind: FragmentPart['kind'], end: number): void {
    this.parts.push({ kind, start: this.at, end });
    this.at = end;
  }

  private regexEnd(): number | undefined {
    if (!REGEX_BEFORE.test(this.text.slice(Math.max(0, this.at - 20), this.at))) return undefined;
    const literal = /\/(?:[^\\/[\r\n]|\\.|\[(?:[^\]\\\r\n]|\\.)*\])+\/[a-z]*/y;
    literal.lastIndex = this.at;
    return literal.test(this.text) ? literal.lastIndex : undefined;
  }
}

function lineBreak(text: string, from: number): number {
  const end = text.slice(from).search(/[\r\n\u2028\u2029]/);
  return end < 0 ? text.length : from + end;
}
