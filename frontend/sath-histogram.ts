/** How many lines of each level came in each slice of time; errors and warnings sit on top. */
type Slice = { at: string; error: number; warn: number; other: number };

class SathHistogram extends HTMLElement {
  private readonly root = this.attachShadow({ mode: 'open' });
  private readonly bars = document.createElement('div');

  constructor() {
    super();
    const style = document.createElement('style');
    style.textContent = `
      :host { display: block; height: 40px; }
      div { display: flex; align-items: flex-end; gap: 1px; height: 100%; }
      button { all: unset; flex: 1 1 0; min-width: 1px; height: 100%; display: flex; flex-direction: column;
        justify-content: flex-end; gap: 1px; cursor: pointer; }
      button:focus-visible { outline: 2px solid var(--vaadin-focus-ring-color); }
      i { display: block; border-radius: 1px; }
      .other { background: color-mix(in srgb, var(--vaadin-text-color) 32%, transparent); }
      button:hover .other { background: var(--vaadin-text-color-secondary); }
      .warn { background: var(--sath-warn-bar); min-height: 3px; }
      .error { background: var(--sath-err); min-height: 3px; }`;
    this.root.append(style, this.bars);
  }

  /** The slices from old to new. A click on one fires `slice` with its start. */
  setSlices(slices: Slice[]): void {
    const most = Math.max(1, ...slices.map((s) => s.error + s.warn + s.other));
    this.bars.replaceChildren(
      ...slices.map((slice) => {
        const bar = document.createElement('button');
        bar.type = 'button';
        bar.tabIndex = -1;
        for (const level of ['error', 'warn', 'other'] as const) {
          if (slice[level] === 0) continue;
          const part = document.createElement('i');
          part.className = level;
          part.style.height = `${(slice[level] / most) * 92}%`;
          bar.append(part);
        }
        bar.addEventListener('click', () =>
          this.dispatchEvent(new CustomEvent('slice', { detail: { at: slice.at } })),
        );
        return bar;
      }),
    );
  }
}

customElements.define('sath-histogram', SathHistogram);
