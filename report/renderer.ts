import type { Report } from './report.ts'

/** How a report is drawn; formats for programs look at none of it except `all`. */
export interface RenderOptions {
  /** ANSI colours. */
  readonly color: boolean
  /** Symbols beyond ASCII; false for terminals that cannot show them. */
  readonly unicode: boolean
  /** The terminal's width in columns. */
  readonly width: number
  /** Leave nothing out to keep the report short, not even what GitHub would refuse. */
  readonly all: boolean
}

/** Pure: the same report and options give the same text. Ends with a line end. */
export type Renderer = (report: Report, options?: Partial<RenderOptions>) => string

const defaults: RenderOptions = { color: false, unicode: true, width: 80, all: false }

/** The options with defaults where nothing is given. */
export const resolveOptions = (options: Partial<RenderOptions> = {}): RenderOptions => ({
  ...defaults,
  ...options,
})
