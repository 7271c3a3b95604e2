import { type EChartsCoreOption } from 'echarts/core';

export interface ChartPoint {
  /** What it is called on the axis. */
  label: string;
  /** `null`: there is none, which a line leaves open. */
  value: number | null;
}

export interface ChartDescription {
  kind: 'bar' | 'line';
  points: readonly ChartPoint[];
  format: (value: number) => string;
  fontFamily: string;
}

/** Draws in the tokens of the host's Material theme, light and dark. Nothing moves. */
export function chartOptions({ kind, points, format, fontFamily }: ChartDescription): EChartsCoreOption {
  const text = 'var(--mat-sys-on-surface-variant)';
  const line = 'var(--mat-sys-outline-variant)';
  const accent = kind === 'bar' ? 'var(--mat-sys-primary)' : 'var(--mat-sys-tertiary)';
  return {
    animation: false,
    textStyle: { fontFamily, color: text },
    grid: { left: 8, right: 12, top: 16, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: kind === 'bar' ? 'shadow' : 'line', lineStyle: { color: line }, shadowStyle: { color: line, opacity: 0.3 } },
      backgroundColor: 'var(--mat-sys-inverse-surface)',
      borderWidth: 0,
      textStyle: { color: 'var(--mat-sys-inverse-on-surface)', fontFamily },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? format(value) : '–'),
    },
    xAxis: {
      type: 'category',
      data: points.map(({ label }) => label),
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
      axisLabel: { color: text, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      splitNumber: 3,
      // Bars count whole things.
      ...(kind === 'bar' && { minInterval: 1 }),
      splitLine: { lineStyle: { color: line } },
      axisLabel: { color: text, formatter: format },
    },
    series: [
      {
        type: kind,
        data: points.map(({ value }) => value),
        itemStyle: { color: accent, ...(kind === 'bar' && { borderRadius: [3, 3, 0, 0] }) },
        ...(kind === 'bar' && { barMaxWidth: 24 }),
        lineStyle: { color: accent, width: 2 },
        areaStyle: kind === 'line' ? { color: accent, opacity: 0.12 } : null,
        symbol: 'circle',
        symbolSize: 5,
        connectNulls: false,
        emphasis: { disabled: true },
      },
    ],
  };
}
