/** What every chart has. */
export interface ChartFrame {
  /** Drawn above the chart, and read out as its name. */
  readonly title: string;
  /** What there is to see, in a sentence, for people who do not see it. Default: written from the numbers. */
  readonly description?: string;
  /** Pixels. Default: 800, or what the content needs. */
  readonly width?: number;
  /** Pixels. Default: by the chart's kind and content. */
  readonly height?: number;
}
