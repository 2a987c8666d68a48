import { jsonLine } from './escape/json.ts'
import { recordOf } from './record.ts'
import type { Renderer } from './renderer.ts'

/** JSON Lines: one object for each finding, in the report's order; an empty text where there is none. */
export const renderJsonl: Renderer = (report) =>
  report.findings.map((finding) => `${jsonLine(recordOf(finding))}\n`).join('')
