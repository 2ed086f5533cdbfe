/**
 * Reads a design token as the `rgb()` text that a canvas library understands.
 *
 * The tokens are `oklch()` inside `light-dark()`, which lightweight-charts rejects; the browser
 * itself resolves them when they are painted on a canvas of one pixel.
 */
export class Tokens {
  private readonly probe: HTMLElement;
  private readonly context: CanvasRenderingContext2D;

  constructor(root: ShadowRoot) {
    this.probe = document.createElement('span');
    this.probe.hidden = true;
    root.append(this.probe);
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    this.context = canvas.getContext('2d', { willReadFrequently: true })!;
  }

  /** The colour that `expression` (for example `var(--sath-up)`) has now, with an opacity of 0 to 1. */
  rgb(expression: string, opacity = 1): string {
    this.probe.style.color = expression;
    const colour = getComputedStyle(this.probe).color;
    this.context.clearRect(0, 0, 1, 1);
    this.context.fillStyle = colour;
    this.context.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = this.context.getImageData(0, 0, 1, 1).data;
    return `rgba(${r}, ${g}, ${b}, ${((a / 255) * opacity).toFixed(3)})`;
  }
}

/** Calls `changed` when the person or the system turns the page light or dark; returns how to stop. */
export function onThemeChange(changed: () => void): () => void {
  const media = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(changed);
  media.addEventListener('change', changed);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['theme', 'style', 'class', 'data-mode'],
  });
  return () => {
    media.removeEventListener('change', changed);
    observer.disconnect();
  };
}

/** A number in the page's language, always grouped, with a true minus. */
export function decimal(value: number, locale: string, digits: number): string {
  return new Intl.NumberFormat(locale, {
    useGrouping: 'always' as unknown as boolean,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
    .format(value)
    .replace('-', '\u2212');
}
