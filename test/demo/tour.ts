import type { Control } from '../../scanner/assistants/connection.ts'
import { escapeTerminal } from '../../report/escape/terminal.ts'
import { heading, itemized, labelled, type Page } from '../../report/terminal/page.ts'
import { padTo } from '../../report/terminal/measure.ts'
import { capitalized, count } from '../../report/wording.ts'
import type { ShownOrganization } from './demo-source.ts'
import { decisionLines, outcomeCounts } from './tour-decisions.ts'
import { findingLines } from './tour-findings.ts'

/** What is proven about GitHub itself by the simulator's own record. */
export interface WriteProof {
  readonly calls: number
  readonly writes: number
}

/** Everything that was found out, organization by organization. */
export function tour(page: Page, organizations: readonly ShownOrganization[], proof: WriteProof): string {
  const lines = [
    ...organizations.flatMap((one) => organizationLines(page, one)),
    ...heading(page, 'On GitHub'),
    `${proof.writes === 0 ? page.paint.good(page.symbols.good) : page.paint.bad(page.symbols.bad)} ${count(proof.writes, 'write')} on GitHub, in ${count(proof.calls, 'request')}`,
  ]
  return `${lines.join('\n')}\n`
}

function organizationLines(page: Page, one: ShownOrganization): readonly string[] {
  return [
    ...heading(page, one.login, count(one.repositories.length, 'repository', 'repositories')),
    ...labelled(page, 'Policy     ', escapeTerminal(one.policy)),
    ...labelled(page, 'Decisions  ', outcomeCounts(one.repositories)),
    ...labelled(page, 'Looked at  ', escapeTerminal(coverageText(one))),
    ...labelled(page, 'Audit log  ', auditText(one)),
    ...organizationFindings(page, one),
    ...reachLines(page, one),
    ...decisionLines(page, one.repositories),
    ...findingLines(page, one.repositories),
  ]
}

function coverageText({ coverage }: ShownOrganization): string {
  if (coverage === undefined) return 'no sweep has come to its end'
  const failed = coverage.failed.map(({ repository, reason }) => `${repository}: ${reason}`)
  const seen = `${count(coverage.seen, 'repository', 'repositories')} seen, ${coverage.scanned} scanned`
  return [seen, failed.length === 0 ? 'none failed' : `${failed.length} failed: ${failed.join('; ')}`].join(
    ', ',
  )
}

function auditText({ audit }: ShownOrganization): string {
  const { events, head, problem } = audit
  const state = problem === undefined ? 'chain verified' : `chain broken: ${problem}`
  return `${count(events, 'event')}, ${state}, head ${head.slice(0, 16)}`
}

function organizationFindings(page: Page, { findings }: ShownOrganization): readonly string[] {
  return findings.map(
    ({ severity, title }) => `${page.paint.severity[severity](padTo(severity, 9))}  ${escapeTerminal(title)}`,
  )
}

export const controlWords: Readonly<Record<Control, string>> = {
  enforceable: 'we can change this',
  detectable: 'we can only see this',
  unknown: "we can't see this",
}

/** By path: how many repositories Claude reaches by it, may reach, and of how many that is not known. */
function reachLines(page: Page, { repositories }: ShownOrganization): readonly string[] {
  const reaches = repositories.flatMap((one) => one.reaches)
  const paths = [...new Set(reaches.map(({ path }) => path))]
  const rows = paths.map((path) => {
    const own = reaches.filter((one) => one.path === path)
    const of = (state: string): number => own.filter((one) => one.state === state).length
    const controls = [...new Set(own.map(({ control }) => controlWords[control]))]
    const words = [
      `${of('connected')} connected`,
      ...(of('possible') > 0 ? [`${of('possible')} possible`] : []),
      ...(of('unknown') > 0 ? [`${of('unknown')} unknown`] : []),
      ...controls,
    ]
    return itemized(page, `  ${padTo(path, 20)}`, words)
  })
  return ['', page.paint.bold(capitalized('how Claude reaches repositories')), ...rows.flat()]
}
