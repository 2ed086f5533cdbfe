import {
  BaselineSeries,
  CandlestickSeries,
  ColorType,
  CrosshairMode,
  HistogramSeries,
  LineSeries,
  LineStyle,
  TickMarkType,
  createChart,
  createSeriesMarkers,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import { Tokens, decimal, onThemeChange } from './sath-tokens';

/** A value at a time; times are seconds since 1970, UTC. */
type Point = { at: number; value: number };
type Candle = { at: number; open: number; high: number; low: number; close: number; volume?: number };
type Mark = { at: number; kind: 'entry' | 'exit'; text: string; tone: 'accent' | 'up' | 'down' };
type Line = { price: number; text: string; tone: 'accent' | 'up' | 'down' | 'neutral'; dashed: boolean };
type Path = { fromAt: number; fromPrice: number; toAt: number; toPrice: number; tone: 'up' | 'down' };

type Content =
  | { kind: 'none' }
  | { kind: 'equity'; points: Point[]; baseline: number; digits: number }
  | { kind: 'drawdown'; points: Point[]; digits: number }
  | { kind: 'candles'; candles: Candle[]; marks: Mark[]; lines: Line[]; paths: Path[]; digits: number };

/** A page left open for days keeps no more than this of its curve. */
const MOST_POINTS = 5_000;

const TONES = {
  accent: 'var(--aura-accent-color)',
  up: 'var(--sath-up)',
  down: 'var(--sath-down)',
  neutral: 'var(--vaadin-text-color-secondary)',
};

/**
 * A curve of equity with its baseline, or candles with entries and exits.
 *
 * The content is set as a whole (`setContent`) and grows by `addPoint` and `addCandle`. Times are
 * drawn in the person's zone: lightweight-charts knows UTC alone, so the seconds are shifted by the
 * zone's offset on their way in.
 */
class SathChart extends HTMLElement {
  private readonly root = this.attachShadow({ mode: 'open' });
  private readonly box = document.createElement('div');
  private readonly tokens = new Tokens(this.root);
  private content: Content = { kind: 'none' };
  private chart?: IChartApi;
  private main?: ISeriesApi<'Baseline'> | ISeriesApi<'Candlestick'> | ISeriesApi<'Area'>;
  private volume?: ISeriesApi<'Histogram'>;
  private markers?: ISeriesMarkersPluginApi<Time>;
  private priceLines: IPriceLine[] = [];
  private resize?: ResizeObserver;
  private stopTheme?: () => void;
  private fitted = false;
  private lastAt = -Infinity;
  private zoneFormat?: Intl.DateTimeFormat;

  constructor() {
    super();
    const style = document.createElement('style');
    style.textContent = `:host { display: block; position: relative; min-height: 120px; overflow: hidden; }
      div { position: absolute; inset: 0; }`;
    this.root.append(style, this.box);
  }

  connectedCallback(): void {
    this.stopTheme = onThemeChange(() => this.paint());
    this.resize = new ResizeObserver(([entry]) => {
      const { width, height } = entry.contentRect;
      if (!this.chart || width === 0 || height === 0) return;
      this.chart.resize(Math.floor(width), Math.floor(height));
      if (!this.fitted && this.content.kind !== 'none') {
        this.fitted = true;
        this.chart.timeScale().fitContent();
      }
    });
    this.draw();
    this.resize.observe(this);
  }

  disconnectedCallback(): void {
    this.stopTheme?.();
    this.resize?.disconnect();
    this.chart?.remove();
    this.chart = undefined;
  }

  /** Shows other content; the visible range is fitted to it. */
  setContent(content: Content): void {
    this.content = content;
    this.fitted = false;
    if (this.isConnected) this.draw();
  }

  /** Adds or corrects the newest point of a curve. */
  addPoint(point: Point): void {
    if (this.content.kind !== 'equity' && this.content.kind !== 'drawdown') return;
    this.content.points.push(point);
    if (this.content.points.length > MOST_POINTS) this.content.points.shift();
    const time = this.time(point.at);
    if (time >= this.lastAt) {
      this.lastAt = time;
      (this.main as ISeriesApi<'Baseline'> | undefined)?.update({ time, value: point.value });
      // The whole of a curve stays in sight while it grows.
      this.chart?.timeScale().fitContent();
    }
  }

  /** Adds or corrects the newest candle. */
  addCandle(candle: Candle): void {
    if (this.content.kind !== 'candles') return;
    const candles = this.content.candles;
    if (candles.length > 0 && candles[candles.length - 1].at === candle.at) candles.pop();
    candles.push(candle);
    const time = this.time(candle.at);
    if (time < this.lastAt) return;
    this.lastAt = time;
    (this.main as ISeriesApi<'Candlestick'> | undefined)?.update({ ...candle, time });
    this.volume?.update({ time, value: candle.volume ?? 0, color: this.volumeColour(candle) });
  }

  /** Replaces entries, exits and lines over the same candles. */
  setMarks(marks: Mark[], lines: Line[]): void {
    if (this.content.kind !== 'candles') return;
    this.content.marks = marks;
    this.content.lines = lines;
    this.overlay();
  }

  /** Moves the view so that the time between the two moments (seconds) is well in sight. */
  focusOn(from: number, to: number): void {
    const margin = Math.max((to - from) * 1.5, 3600);
    this.chart?.timeScale().setVisibleRange({
      from: this.time(from - margin),
      to: this.time(to + margin),
    });
  }

  private get locale(): string {
    return this.getAttribute('locale') ?? document.documentElement.lang ?? 'en';
  }

  /** Decimals on the scale: a curve that spans far more than cents is read better without them. */
  private get digits(): number {
    if (this.content.kind === 'none') return 2;
    if (this.content.kind !== 'equity') return this.content.digits;
    const values = this.content.points.map((point) => point.value);
    const span = Math.max(...values, this.content.baseline) - Math.min(...values, this.content.baseline);
    return span > 20 ? 0 : this.content.digits;
  }

  /** The second as the person's wall clock shows it, written as if it were UTC. */
  private time(seconds: number): UTCTimestamp {
    const zone = this.getAttribute('zone') ?? 'UTC';
    this.zoneFormat ??= new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    const part: Record<string, number> = {};
    for (const { type, value } of this.zoneFormat.formatToParts(seconds * 1000)) part[type] = Number(value);
    return (Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) /
      1000) as UTCTimestamp;
  }

  private draw(): void {
    this.chart?.remove();
    this.priceLines = [];
    this.markers = undefined;
    this.volume = undefined;
    this.lastAt = -Infinity;
    this.zoneFormat = undefined;
    if (this.content.kind === 'none') {
      this.chart = undefined;
      return;
    }
    const locale = this.locale;
    this.chart = createChart(this.box, {
      width: this.clientWidth || 300,
      height: this.clientHeight || 200,
      layout: { attributionLogo: false, fontFamily: getComputedStyle(this).fontFamily, fontSize: 12 },
      localization: {
        locale,
        priceFormatter: (price: number) => this.price(price),
        timeFormatter: (time: Time) => this.moment(time as number),
      },
      rightPriceScale: { borderVisible: false, entireTextOnly: true, scaleMargins: { top: 0.08, bottom: 0.1 } },
      timeScale: {
        borderVisible: false,
        minBarSpacing: 0.05,
        timeVisible: true,
        secondsVisible: this.spansMinutes(),
        fixLeftEdge: true,
        fixRightEdge: true,
        tickMarkFormatter: (time: Time, type: TickMarkType) => this.tick(time as number, type),
      },
      crosshair: { mode: CrosshairMode.Magnet },
      handleScroll: { mouseWheel: false, vertTouchDrag: false },
      handleScale: { mouseWheel: this.content.kind === 'candles' },
    });
    switch (this.content.kind) {
      case 'equity': {
        const series = this.chart.addSeries(BaselineSeries, {
          baseValue: { type: 'price', price: this.content.baseline },
          lineWidth: 2,
          priceLineVisible: false,
          autoscaleInfoProvider: (original: () => any) => this.withBaseline(original()),
        });
        this.main = series;
        series.setData(this.ascending(this.content.points).map((p) => ({ time: p.time, value: p.value })));
        this.priceLines.push(
          series.createPriceLine({
            price: this.content.baseline,
            color: '#888',
            lineWidth: 1,
            lineStyle: LineStyle.Dashed,
            axisLabelVisible: false,
            title: '',
          }),
        );
        break;
      }
      case 'drawdown': {
        const series = this.chart.addSeries(BaselineSeries, {
          baseValue: { type: 'price', price: 0 },
          lineWidth: 2,
          priceLineVisible: false,
        });
        this.main = series;
        series.setData(this.ascending(this.content.points).map((p) => ({ time: p.time, value: p.value })));
        break;
      }
      case 'candles': {
        const series = this.chart.addSeries(CandlestickSeries, {
          borderVisible: true,
          priceLineStyle: LineStyle.Dotted,
        });
        this.main = series;
        const candles = this.ascending(this.content.candles);
        series.setData(candles);
        if (candles.some((c) => (c.volume ?? 0) > 0)) {
          this.volume = this.chart.addSeries(HistogramSeries, {
            priceScaleId: 'volume',
            priceFormat: { type: 'volume' },
            lastValueVisible: false,
            priceLineVisible: false,
          });
          this.chart.priceScale('volume').applyOptions({ scaleMargins: { top: 0.86, bottom: 0 } });
        }
        for (const path of this.content.paths) {
          const line = this.chart.addSeries(LineSeries, {
            lineWidth: 2,
            lineStyle: LineStyle.Dotted,
            lastValueVisible: false,
            priceLineVisible: false,
            crosshairMarkerVisible: false,
            color: this.tokens.rgb(TONES[path.tone]),
          });
          const ends = this.ascending([
            { at: path.fromAt, value: path.fromPrice },
            { at: path.toAt, value: path.toPrice },
          ]);
          line.setData(ends.map((p) => ({ time: p.time, value: p.value })));
        }
        break;
      }
    }
    this.paint();
    if (this.clientWidth > 0 && this.clientHeight > 0) {
      this.fitted = true;
      this.chart.timeScale().fitContent();
    }
  }

  /** Sorted by time, one value a second, as the library insists; the later of two wins. */
  private ascending<T extends { at: number }>(items: T[]): (T & { time: UTCTimestamp })[] {
    const sorted = [...items].sort((a, b) => a.at - b.at);
    const result: (T & { time: UTCTimestamp })[] = [];
    let last = -Infinity;
    for (const item of sorted) {
      let time = this.time(item.at);
      if (time === last && result.length > 0 && result[result.length - 1].at === item.at) result.pop();
      else if (time <= last) time = (last + 1) as UTCTimestamp;
      result.push({ ...item, time });
      last = time;
    }
    this.lastAt = Math.max(this.lastAt, last);
    return result;
  }

  /** The baseline stays in sight even where the curve is far from it. */
  private withBaseline(info: any): any {
    if (!info || this.content.kind !== 'equity') return info;
    const { minValue, maxValue } = info.priceRange;
    const base = this.content.baseline;
    return {
      ...info,
      priceRange: { minValue: Math.min(minValue, base), maxValue: Math.max(maxValue, base) },
    };
  }

  private paint(): void {
    if (!this.chart || !this.main) return;
    const up = this.tokens.rgb(TONES.up);
    const down = this.tokens.rgb(TONES.down);
    const grid = this.tokens.rgb('var(--vaadin-border-color-secondary)');
    this.chart.applyOptions({
      layout: {
        background: { type: ColorType.Solid, color: 'rgba(0,0,0,0)' },
        textColor: this.tokens.rgb(TONES.neutral),
      },
      grid: { vertLines: { visible: false }, horzLines: { color: grid } },
      crosshair: {
        vertLine: { color: this.tokens.rgb(TONES.neutral), labelBackgroundColor: this.tokens.rgb(TONES.neutral) },
        horzLine: { color: this.tokens.rgb(TONES.neutral), labelBackgroundColor: this.tokens.rgb(TONES.neutral) },
      },
    });
    if (this.content.kind === 'candles') {
      (this.main as ISeriesApi<'Candlestick'>).applyOptions({
        upColor: 'rgba(0,0,0,0)',
        downColor: down,
        borderUpColor: up,
        borderDownColor: down,
        wickUpColor: up,
        wickDownColor: down,
        priceLineColor: this.tokens.rgb('var(--vaadin-text-color)'),
      });
      this.volume?.setData(
        this.ascending(this.content.candles).map((c) => ({
          time: c.time,
          value: c.volume ?? 0,
          color: this.volumeColour(c),
        })),
      );
      this.overlay();
    } else {
      (this.main as ISeriesApi<'Baseline'>).applyOptions({
        topLineColor: up,
        topFillColor1: this.tokens.rgb(TONES.up, 0.24),
        topFillColor2: this.tokens.rgb(TONES.up, 0.02),
        bottomLineColor: down,
        bottomFillColor1: this.tokens.rgb(TONES.down, 0.02),
        bottomFillColor2: this.tokens.rgb(TONES.down, 0.2),
      });
      this.priceLines.forEach((line) => line.applyOptions({ color: this.tokens.rgb(TONES.neutral) }));
    }
  }

  private overlay(): void {
    if (this.content.kind !== 'candles' || !this.main) return;
    const series = this.main as ISeriesApi<'Candlestick'>;
    const marks: SeriesMarker<Time>[] = this.content.marks
      .map((mark) => ({
        time: this.time(mark.at) as Time,
        position: mark.kind === 'entry' ? ('belowBar' as const) : ('aboveBar' as const),
        shape: mark.kind === 'entry' ? ('arrowUp' as const) : ('arrowDown' as const),
        color: this.tokens.rgb(TONES[mark.tone]),
        text: mark.text,
      }))
      .sort((a, b) => (a.time as number) - (b.time as number));
    if (this.markers) this.markers.setMarkers(marks);
    else this.markers = createSeriesMarkers(series, marks);
    this.priceLines.forEach((line) => series.removePriceLine(line));
    this.priceLines = this.content.lines.map((line) =>
      series.createPriceLine({
        price: line.price,
        color: this.tokens.rgb(TONES[line.tone]),
        lineWidth: 1,
        lineStyle: line.dashed ? LineStyle.Dashed : LineStyle.Solid,
        axisLabelVisible: true,
        title: line.text,
      }),
    );
  }

  private volumeColour(candle: Candle): string {
    return this.tokens.rgb(candle.close >= candle.open ? TONES.up : TONES.down, 0.3);
  }

  /** Whether all there is happened within ten minutes: then the minute alone would repeat. */
  private spansMinutes(): boolean {
    if (this.content.kind === 'none' || this.content.kind === 'candles') return false;
    const points = this.content.points;
    return points.length < 2 || points[points.length - 1].at - points[0].at < 600;
  }

  private price(price: number): string {
    if (this.content.kind === 'drawdown') return `${decimal(price * 100, this.locale, 1)}\u00a0%`;
    // Round marks of the scale need no cents; a value that has them keeps them.
    return decimal(price, this.locale, this.digits);
  }

  private moment(time: number): string {
    return new Intl.DateTimeFormat(this.locale, {
      timeZone: 'UTC',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(time * 1000);
  }

  private tick(time: number, type: TickMarkType): string {
    const options: Record<TickMarkType, Intl.DateTimeFormatOptions> = {
      [TickMarkType.Year]: { year: 'numeric' },
      [TickMarkType.Month]: { month: 'short' },
      [TickMarkType.DayOfMonth]: { day: 'numeric' },
      [TickMarkType.Time]: { hour: '2-digit', minute: '2-digit' },
      [TickMarkType.TimeWithSeconds]: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
    };
    return new Intl.DateTimeFormat(this.locale, { timeZone: 'UTC', hourCycle: 'h23', ...options[type] }).format(time * 1000);
  }
}

customElements.define('sath-chart', SathChart);
