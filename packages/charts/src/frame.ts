/** The options of every chart. */
export interface ChartFrame {
  /** Drawn above the chart; screen readers read it as its name. */
  readonly title: string;
  /** A sentence that describes the chart, for screen readers. Default: generated from the numbers. */
  readonly description?: string;
  /** Pixels. Default: 800, or as the content needs. */
  readonly width?: number;
  /** Pixels. Default: from the kind of the chart and its content. */
  readonly height?: number;
}
