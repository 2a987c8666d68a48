import type { RepositoryChange } from '../../policies/preview-policy.ts'
import { escapeMarkdown, markdownCode, markdownProse } from '../escape/markdown.ts'
import { asides, reasonWords, type ShownPreview, summary, transitions } from '../preview.ts'
import { type RenderOptions, resolveOptions } from '../renderer.ts'
import { capitalized } from '../wording.ts'
import { fitSections, type Section } from './budget.ts'

/** The longest text GitHub takes for a comment, in characters, with room for what stands around. */
const markdownRoom = 60_000

/** For the pull request that changes the policy. */
export function renderPreviewMarkdown(shown: ShownPreview, options?: Partial<RenderOptions>): string {
  const { all } = resolveOptions(options)
  const groups = transitions(shown.preview)
  const head = headOf(shown)
  const sections = groups.map(({ title, changes }): Section => ({
    head: `\n### ${capitalized(title)}\n\n| Repository | Group | Why |\n| --- | --- | --- |\n`,
    rows: changes.map(markdownRow),
    limit: all ? Number.POSITIVE_INFINITY : 50,
  }))
  return `${head}${fitSections(sections, all ? Number.POSITIVE_INFINITY : markdownRoom)}`
}

/** For readers who may not know which repositories there are: how many would change, and no names. */
export const renderPreviewCounts = (shown: ShownPreview): string =>
  `${headOf(shown)}\n\`gatehouse policy preview --candidate ${shown.candidate}\` tells which they are, and why.`

function headOf(shown: ShownPreview): string {
  const groups = transitions(shown.preview)
  const counts = groups.map(({ title, changes }) => `- ${changes.length.toLocaleString('en-US')} × ${title}`)
  const remarks = [...asides(shown), ...shown.remarks].map((remark) => `- ${escapeMarkdown(remark)}`)
  return [
    `## ${summary(shown)}`,
    '',
    `${markdownCode(shown.organization)}: ${markdownCode(shown.candidate)} instead of ${markdownCode(shown.current)}`,
    '',
    ...counts,
    ...remarks,
    '',
  ].join('\n')
}

const markdownRow = ({ repository, after, reasons }: RepositoryChange): string =>
  `| ${markdownCode(repository)} | ${markdownCode(after.group ?? 'not settled')} | ${reasons
    .map((reason) => markdownProse(reasonWords(reason)))
    .join('<br>')} |`
