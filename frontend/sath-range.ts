/**
 * Where the price stands between stop and target: a track in two tints that meet at the entry, and
 * a dot at the price now. What is not set (a position without target, say) has no end on the track.
 */
class SathRange extends HTMLElement {
  static observedAttributes = ['stop', 'entry', 'now', 'target'];
  private readonly root = this.attachShadow({ mode: 'open' });
  private readonly track = document.createElement('div');
  private readonly lossPart = document.createElement('i');
  private readonly gainPart = document.createElement('i');
  private readonly way = document.createElement('i');
  private readonly entry = document.createElement('i');
  private readonly dot = document.createElement('i');

  constructor() {
    super();
    const style = document.createElement('style');
    style.textContent = `
      :host { display: block; min-width: 80px; height: 20px; }
      div { position: relative; height: 100%; margin-inline: 7px; }
      i { position: absolute; top: 50%; translate: 0 -50%; height: 4px; }
      .before { inset-inline-start: -7px; background: color-mix(in srgb, var(--sath-down) 24%, transparent); border-radius: 2px 0 0 2px; }
      .after { inset-inline-end: -7px; background: color-mix(in srgb, var(--sath-up) 28%, transparent); border-radius: 0 2px 2px 0; }
      .way { background: var(--tone); }
      .entry { width: 2px; height: 14px; translate: -1px -50%; background: var(--vaadin-text-color); border-radius: 1px; }
      .dot { width: 8px; height: 8px; translate: -50% -50%; border-radius: 50%; background: var(--tone);
        outline: 1.5px solid var(--tone); outline-offset: 2px; }
      :host([winning]) { --tone: var(--sath-up); }
      :host(:not([winning])) { --tone: var(--sath-down); }
      @media (forced-colors: active) { i { background: CanvasText; } .dot { background: Highlight; } }`;
    this.lossPart.className = 'before';
    this.gainPart.className = 'after';
    this.way.className = 'way';
    this.entry.className = 'entry';
    this.dot.className = 'dot';
    this.track.append(this.lossPart, this.gainPart, this.way, this.entry, this.dot);
    this.root.append(style, this.track);
  }

  connectedCallback(): void {
    this.render();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.render();
  }

  private number(name: string): number | null {
    const text = this.getAttribute(name);
    return text === null || text === '' || Number.isNaN(Number(text)) ? null : Number(text);
  }

  private render(): void {
    const entry = this.number('entry');
    const now = this.number('now');
    this.track.hidden = entry === null || now === null;
    if (entry === null || now === null) return;
    // A short's stop lies above its entry: drawn from stop to target all the same, left to right.
    const stop = this.number('stop') ?? entry - Math.abs((this.number('target') ?? now) - entry || entry * 0.01);
    const target = this.number('target') ?? entry + (entry - stop);
    const at = (price: number) => Math.min(100, Math.max(0, ((price - stop) / (target - stop || 1)) * 100));
    const [e, n] = [at(entry), at(now)];
    this.toggleAttribute('winning', n >= e);
    this.lossPart.style.width = `calc(${e}% + 7px)`;
    this.gainPart.style.width = `calc(${100 - e}% + 7px)`;
    this.way.style.insetInlineStart = `${Math.min(e, n)}%`;
    this.way.style.width = `${Math.abs(e - n)}%`;
    this.entry.style.insetInlineStart = `${e}%`;
    this.dot.style.insetInlineStart = `${n}%`;
  }
}

customElements.define('sath-range', SathRange);
