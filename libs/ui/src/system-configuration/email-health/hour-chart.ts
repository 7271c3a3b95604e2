import {
  afterRenderEffect,
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  type ElementRef,
  inject,
  InjectionToken,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { type EChartsCoreOption } from 'echarts/core';
import { chartOptions, type ChartPoint } from './chart-options';

/** What draws; see `chart-engine.ts`. */
interface Chart {
  setOption(options: EChartsCoreOption): void;
  resize(): void;
  dispose(): void;
}

/** Loads what draws charts, which nobody who does not look at one has to. */
export const LOAD_CHART_ENGINE = new InjectionToken<() => Promise<(element: HTMLElement) => Chart>>('LoadChartEngine', {
  providedIn: 'root',
  factory: () => async () => (await import('./chart-engine')).startChart,
});

/** A figure over the last hours as a picture, with its essence in words and everything in a table. */
@Component({
  selector: 'mailroom-hour-chart',
  templateUrl: './hour-chart.html',
  styleUrl: './hour-chart.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HourChart {
  private readonly load = inject(LOAD_CHART_ENGINE);

  readonly title = input.required<string>();
  readonly kind = input.required<'bar' | 'line'>();
  readonly points = input.required<ChartPoint[]>();
  readonly format = input.required<(value: number) => string>();
  /** What the values are, over the table's second column. */
  readonly unit = input.required<string>();

  private readonly canvas = viewChild.required<ElementRef<HTMLElement>>('canvas');
  private readonly chart = signal<Chart | null>(null);
  protected readonly failed = signal(false);
  protected readonly summary = computed(() => {
    const values = this.points().flatMap(({ value }) => (value === null ? [] : [value]));
    const newest = values.at(-1);
    if (newest === undefined) return $localize`:@@mailroom.chart.nothing:Nothing yet`;
    const format = this.format();
    return $localize`:@@mailroom.chart.summary:Newest ${format(newest)}:newest:, highest ${format(Math.max(...values))}:highest:`;
  });

  constructor() {
    const destroyed = inject(DestroyRef);
    const observer = new ResizeObserver(() => this.chart()?.resize());
    destroyed.onDestroy(() => {
      observer.disconnect();
      this.chart()?.dispose();
    });
    void this.load().then(
      (start) => {
        if (destroyed.destroyed) return;
        const { nativeElement } = this.canvas();
        this.chart.set(start(nativeElement));
        observer.observe(nativeElement);
      },
      () => {
        this.failed.set(true);
      },
    );
    afterRenderEffect(() => {
      const { fontFamily } = getComputedStyle(this.canvas().nativeElement);
      this.chart()?.setOption(chartOptions({ kind: this.kind(), points: this.points(), format: this.format(), fontFamily }));
    });
  }

  protected shown(value: number | null): string {
    return value === null ? '–' : this.format()(value);
  }
}
