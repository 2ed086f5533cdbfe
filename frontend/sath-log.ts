/** A line as the server sends it; `at` is already in the person's zone and language. */
type Line = { id: string; at: string; level: Level; source: string; text: string };
type Level = 'error' | 'warn' | 'info' | 'debug';
/** What stands in the ring: a line, or the notice that so many were left out here. */
type Row = Line | { id: string; gap: number };

const CAPACITY = 10_000;
const SPARE = 12;

const ICONS: Record<Level, string> = {
  error: 'M18 6 6 18M6 6l12 12M12 2a10 10 0 1 0 0 20 10 10 0 1 0 0-20',
  warn: 'm21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3M12 9v4M12 17h.01',
  info: 'M12 2a10 10 0 1 0 0 20 10 10 0 1 0 0-20M12 16v-4M12 8h.01',
  debug: 'M8 2l1.88 1.88M14.12 3.88 16 2M9 7.13v-1a3 3 0 1 1 6 0v1M12 20a6 6 0 0 1-6-6v-3a4 4 0 0 1 4-4h4a4 4 0 0 1 4 4v3a6 6 0 0 1-6 6M12 20v-9M6 13H2M18 13h4M3 21a4 4 0 0 1 3.8-4M20.97 21a4 4 0 0 0-3.8-4M6.5 9A4 4 0 0 1 3 5M17.5 9A4 4 0 0 0 21 5',
};

const STYLE = `
  :host { display: block; position: relative; min-height: 200px; overflow: hidden;
    background: var(--sath-console-background); border-radius: var(--vaadin-radius-m);
    font: 13px/23px "JetBrains Mono", monospace; color: var(--vaadin-text-color); }
  .view { position: absolute; inset: 0; overflow-y: auto; overflow-x: hidden; outline: none; overflow-anchor: none; }
  :host(:focus-within) { outline: 2px solid transparent; }
  .view:focus-visible { box-shadow: inset 0 0 0 2px var(--vaadin-focus-ring-color); border-radius: inherit; }
  .space { position: relative; }
  .row { position: absolute; inset-inline: 0; height: 23px; box-sizing: border-box; padding-inline: 12px;
    display: grid; grid-template-columns: 13ch 10ch 10ch minmax(0, 1fr); column-gap: 8px; white-space: nowrap;
    border-inline-start: 2px solid transparent; cursor: default; contain: strict; }
  .row > span { overflow: hidden; text-overflow: ellipsis; }
  .at { color: var(--vaadin-text-color-secondary); font-variant-numeric: tabular-nums; }
  .level { display: flex; align-items: center; gap: 6px; font-size: 12px; }
  .level svg { width: 14px; height: 14px; flex: none; fill: none; stroke: currentColor; stroke-width: 2;
    stroke-linecap: round; stroke-linejoin: round; }
  .source { color: var(--aura-accent-text-color); }
  .debug .level, .debug .text { color: var(--vaadin-text-color-secondary); }
  .warn { background: color-mix(in srgb, var(--sath-warn) 11%, transparent); }
  .warn .level { color: var(--sath-warn); }
  .error { background: color-mix(in srgb, var(--sath-err) 15%, transparent); border-color: var(--sath-err); }
  .error .level { color: var(--sath-err); font-weight: 600; }
  .row:hover { background-color: color-mix(in srgb, var(--vaadin-text-color) 8%, transparent); }
  .row[aria-selected="true"] { background: color-mix(in srgb, var(--aura-accent-color) 26%, transparent); }
  .gap { display: block; text-align: center; color: var(--sath-warn); cursor: default; }
  mark { background: var(--sath-mark); color: inherit; border-radius: 3px; padding: 1px 2px; margin: -1px -2px; }
  .empty { position: absolute; inset: 0; display: grid; place-items: center; padding: 24px; text-align: center;
    color: var(--vaadin-text-color-secondary); font: 14px/20px var(--aura-font-family, sans-serif); }
  .pill { position: absolute; inset-block-end: 14px; inset-inline-start: 50%; translate: -50% 0; display: flex; align-items: center;
    gap: 12px; padding: 6px 6px 6px 16px; border-radius: 99px; background: var(--sath-raised);
    border: 1px solid var(--vaadin-border-color); box-shadow: 0 6px 20px rgb(0 0 0 / 25%);
    font: 14px/20px var(--aura-font-family, sans-serif); white-space: nowrap; }
  .pill button { font: inherit; font-weight: 600; border: 0; border-radius: 99px; padding: 6px 14px; min-height: 32px; cursor: pointer;
    color: var(--aura-accent-contrast-color); background: var(--aura-accent-color); }
  .pill button:focus-visible { outline: 2px solid var(--vaadin-focus-ring-color); outline-offset: 2px; }
  [hidden] { display: none !important; }
  :host([narrow]) .row { height: 46px; grid-template-columns: auto auto 1fr; grid-template-rows: 21px 21px; padding-block: 2px; line-height: 21px; }
  :host([narrow]) .text { grid-column: 1 / -1; }
  @media (pointer: coarse) { .pill button { min-height: 44px; } }`;

/**
 * A console of log lines: it keeps the last 10,000, draws only those in sight, follows the newest
 * until the person scrolls up, and says how many were left out and how many are new.
 *
 * Everything that comes from a bot is put in as a text node, never as markup. It fires `follow`
 * (detail: whether it follows) and `line` (detail: the id) when the person opens one.
 */
class SathLog extends HTMLElement {
  private readonly root = this.attachShadow({ mode: 'open' });
  private readonly view = document.createElement('div');
  private readonly space = document.createElement('div');
  private readonly empty = document.createElement('div');
  private readonly pill = document.createElement('div');
  private readonly pillText = document.createElement('span');
  private readonly resume = document.createElement('button');
  private readonly drawn = new Map<number, HTMLElement>();
  /** Rows ever appended before `rows[0]`; a row's own number never changes. */
  private first = 0;
  private rows: Row[] = [];
  private following = true;
  private unseen = 0;
  private selected?: string;
  private highlight = '';
  private rowHeight = 23;
  private frame = 0;
  private texts = {
    levels: { error: 'ERROR', warn: 'WARN', info: 'INFO', debug: 'DEBUG' } as Record<Level, string>,
    resume: 'Follow',
    paused: 'Paused',
    fresh: '{0} new lines',
    gap: '{0} lines left out',
    empty: '',
    label: '',
  };
  private resize?: ResizeObserver;
  private lastTop = 0;

  constructor() {
    super();
    const style = document.createElement('style');
    style.textContent = STYLE;
    this.view.className = 'view';
    this.view.tabIndex = 0;
    this.view.setAttribute('role', 'listbox');
    this.view.setAttribute('aria-live', 'off');
    this.space.className = 'space';
    this.space.setAttribute('role', 'presentation');
    this.empty.className = 'empty';
    this.pill.className = 'pill';
    this.pill.setAttribute('role', 'status');
    this.pill.hidden = true;
    this.resume.type = 'button';
    this.resume.addEventListener('click', () => {
      this.follow(true);
      this.view.focus();
    });
    this.pill.append(this.pillText, this.resume);
    this.view.append(this.space);
    this.root.append(style, this.view, this.empty, this.pill);
    this.view.addEventListener('scroll', () => this.onScroll());
    this.view.addEventListener('keydown', (event) => this.onKey(event));
    this.space.addEventListener('click', (event) => {
      const row = (event.target as Element).closest<HTMLElement>('[data-id]');
      if (row) this.select(row.dataset.id!, true);
    });
  }

  connectedCallback(): void {
    this.resize = new ResizeObserver(([entry]) => {
      const narrow = entry.contentRect.width < 640;
      this.toggleAttribute('narrow', narrow);
      this.rowHeight = narrow ? 46 : 23;
      this.redraw();
    });
    this.resize.observe(this);
  }

  disconnectedCallback(): void {
    this.resize?.disconnect();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  /** The words around the lines, in the person's language. */
  setTexts(texts: Partial<SathLog['texts']>): void {
    Object.assign(this.texts, texts);
    this.resume.textContent = this.texts.resume;
    this.empty.textContent = this.texts.empty;
    this.view.setAttribute('aria-label', this.texts.label);
    this.redraw();
  }

  /** Adds lines, old to new; `dropped` were left out just before them. */
  addLines(lines: Line[], dropped = 0): void {
    if (dropped > 0) this.rows.push({ id: `gap-${this.first + this.rows.length}`, gap: dropped });
    this.rows.push(...lines);
    const over = this.rows.length - CAPACITY;
    if (over > 0) {
      this.rows.splice(0, over);
      this.first += over;
      if (!this.following) this.view.scrollTop = Math.max(0, this.view.scrollTop - over * this.rowHeight);
    }
    if (!this.following) this.unseen += lines.length + dropped;
    this.schedule();
  }

  /** Puts older lines before those here, old to new, without moving what is in sight. */
  addOlder(lines: Line[]): void {
    const room = CAPACITY - this.rows.length;
    const added = room > 0 ? lines.slice(-room) : [];
    if (added.length === 0) return;
    this.rows.unshift(...added);
    this.first -= added.length;
    this.view.scrollTop += added.length * this.rowHeight;
    this.redraw();
  }

  clear(): void {
    this.first += this.rows.length;
    this.rows = [];
    this.unseen = 0;
    this.selected = undefined;
    this.redraw();
  }

  /** Follows the newest line, or stays where it is. */
  follow(on: boolean): void {
    const changed = on !== this.following;
    this.following = on;
    if (on) this.unseen = 0;
    this.schedule();
    if (changed) this.dispatchEvent(new CustomEvent('follow', { detail: { on } }));
  }

  /** Marks where this text stands in the lines; empty marks nothing. */
  setHighlight(text: string): void {
    this.highlight = text.toLowerCase();
    this.redraw();
  }

  private select(id: string, open: boolean): void {
    this.selected = id;
    if (this.following) this.follow(false);
    this.redraw();
    if (open) this.dispatchEvent(new CustomEvent('line', { detail: { id } }));
  }

  private onScroll(): void {
    const top = this.view.scrollTop;
    const atEnd = top + this.view.clientHeight >= this.view.scrollHeight - 4;
    if (this.following && top < this.lastTop - 1 && !atEnd) this.follow(false);
    else if (!this.following && atEnd && top > this.lastTop && this.selected === undefined) this.follow(true);
    this.lastTop = top;
    this.schedule();
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = this.rows.findIndex((row) => row.id === this.selected);
    const move = (to: number) => {
      event.preventDefault();
      let next = Math.max(0, Math.min(this.rows.length - 1, to));
      const step = next < index ? -1 : 1;
      while (this.rows[next] && 'gap' in this.rows[next]) next += step;
      if (!this.rows[next]) return;
      this.select(this.rows[next].id, false);
      const y = next * this.rowHeight;
      if (y < this.view.scrollTop) this.view.scrollTop = y;
      else if (y + this.rowHeight > this.view.scrollTop + this.view.clientHeight)
        this.view.scrollTop = y + this.rowHeight - this.view.clientHeight;
    };
    switch (event.key) {
      case ' ':
        event.preventDefault();
        this.follow(!this.following);
        break;
      case 'ArrowDown':
        move(index < 0 ? this.rows.length - 1 : index + 1);
        break;
      case 'ArrowUp':
        move(index < 0 ? this.rows.length - 1 : index - 1);
        break;
      case 'Home':
        move(0);
        break;
      case 'End':
        this.selected = undefined;
        event.preventDefault();
        this.follow(true);
        break;
      case 'Enter':
        if (this.selected) this.select(this.selected, true);
        break;
      case 'Escape':
        this.selected = undefined;
        this.redraw();
        this.dispatchEvent(new CustomEvent('line', { detail: { id: '' } }));
        break;
    }
  }

  private schedule(): void {
    if (this.frame === 0 && this.isConnected) {
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        this.render();
      });
    }
  }

  /** Draws every row anew: its height, its words or its marks have changed. */
  private redraw(): void {
    this.drawn.forEach((element) => element.remove());
    this.drawn.clear();
    this.schedule();
  }

  private render(): void {
    this.space.style.height = `${this.rows.length * this.rowHeight}px`;
    this.empty.hidden = this.rows.length > 0 || this.texts.empty === '';
    if (this.following) {
      this.view.scrollTop = this.view.scrollHeight;
      this.lastTop = this.view.scrollTop;
    }
    const from = Math.max(0, Math.floor(this.view.scrollTop / this.rowHeight) - SPARE);
    const until = Math.min(
      this.rows.length,
      Math.ceil((this.view.scrollTop + this.view.clientHeight) / this.rowHeight) + SPARE,
    );
    for (const [number, element] of this.drawn) {
      const index = number - this.first;
      if (index < from || index >= until) {
        element.remove();
        this.drawn.delete(number);
      }
    }
    let selected: string | null = null;
    for (let index = from; index < until; index++) {
      const number = this.first + index;
      let element = this.drawn.get(number);
      if (!element) {
        element = this.rowElement(this.rows[index]);
        this.drawn.set(number, element);
        this.space.append(element);
      }
      element.style.top = `${index * this.rowHeight}px`;
      element.setAttribute('aria-posinset', String(index + 1));
      element.setAttribute('aria-setsize', String(this.rows.length));
      if (this.rows[index].id === this.selected) selected = element.id;
    }
    if (selected) this.view.setAttribute('aria-activedescendant', selected);
    else this.view.removeAttribute('aria-activedescendant');
    this.pill.hidden = this.following || this.rows.length === 0;
    const locale = this.getAttribute('locale') ?? 'en';
    const words =
      this.unseen === 0
        ? this.texts.paused
        : `${this.texts.paused} · ${this.texts.fresh.replace('{0}', grouped(this.unseen, locale))}`;
    if (this.pillText.textContent !== words) this.pillText.textContent = words;
  }

  private rowElement(row: Row): HTMLElement {
    const element = document.createElement('div');
    element.id = `row-${row.id}`;
    if ('gap' in row) {
      element.className = 'row gap';
      element.textContent = `— ${this.texts.gap.replace('{0}', grouped(row.gap, this.getAttribute('locale') ?? 'en'))} —`;
      return element;
    }
    element.className = `row ${row.level}`;
    element.dataset.id = row.id;
    element.setAttribute('role', 'option');
    element.setAttribute('aria-selected', String(row.id === this.selected));
    const level = cell('level', this.texts.levels[row.level] ?? row.level);
    level.prepend(icon(ICONS[row.level] ?? ICONS.info));
    const text = cell('text', '');
    this.write(text, row.text);
    element.append(cell('at', row.at), level, cell('source', row.source), text);
    return element;
  }

  private write(target: HTMLElement, text: string): void {
    if (this.highlight === '') {
      target.textContent = text;
      return;
    }
    const lower = text.toLowerCase();
    let done = 0;
    for (let hit = lower.indexOf(this.highlight); hit >= 0; hit = lower.indexOf(this.highlight, done)) {
      target.append(text.slice(done, hit));
      const mark = document.createElement('mark');
      mark.textContent = text.slice(hit, hit + this.highlight.length);
      target.append(mark);
      done = hit + this.highlight.length;
    }
    target.append(text.slice(done));
  }
}

function cell(name: string, text: string): HTMLElement {
  const span = document.createElement('span');
  span.className = name;
  span.textContent = text;
  return span;
}

function icon(path: string): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

function grouped(count: number, locale: string): string {
  return new Intl.NumberFormat(locale, { useGrouping: 'always' as unknown as boolean }).format(count);
}

customElements.define('sath-log', SathLog);
