import { escapeLogLine } from './escape/workflow-command.ts'
import { renderAdvice } from './human/advice.ts'
import { renderCoverage } from './human/coverage.ts'
import { renderFindings } from './human/findings.ts'
import { renderVerdict } from './human/verdict.ts'
import { resolveOptions } from './renderer.ts'
import type { Renderer } from './renderer.ts'
import { createPage } from './terminal/page.ts'

/** For a person at a terminal: the verdict, what was found, what to do, and how much was looked at. */
export const renderHuman: Renderer = (report, options) => {
  const page = createPage(resolveOptions(options))
  const lines = [
    ...renderVerdict(report, page),
    ...renderFindings(report, page),
    ...renderAdvice(report, page),
    ...renderCoverage(report, page),
  ]
  // In a CI log the same lines are read by the Actions runner.
  return `${lines.map(escapeLogLine).join('\n')}\n`
}
