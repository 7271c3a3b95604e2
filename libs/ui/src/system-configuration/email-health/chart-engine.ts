import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

/** Only what the charts of email health are drawn with. This file is loaded once one of them is on the screen. */
use([BarChart, GridComponent, LineChart, SVGRenderer, TooltipComponent]);

/** A chart in an element, as SVG: its colours may be the theme's own tokens, and follow it. */
export function startChart(element: HTMLElement): ECharts {
  return init(element, null, { renderer: 'svg' });
}
