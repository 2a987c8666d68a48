import { escapeMarkdown, markdownCode } from '../../report/escape/markdown.ts'
import { count } from '../../report/wording.ts'
import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import type { Opinion, OpinionNote, OpinionUsage } from './opinion.ts'

type Given = Extract<Opinion, { kind: 'given' }>

/**
 * The opinion as a part of the summary: that it is a machine's, that nothing depends on it, what it cost, and what it did not see. Pure.
 * @param findings those that were told, in their order
 */
export function opinionMarkdown(opinion: Opinion, findings: readonly AssessedFinding[]): string {
  return ["## Claude's opinion", ...linesOf(opinion, findings)].join('\n\n')
}

function linesOf(opinion: Opinion, findings: readonly AssessedFinding[]): readonly string[] {
  if (opinion.kind === 'refused') return [`Claude was not asked. ${escapeMarkdown(opinion.why)}`]
  if (opinion.kind === 'failed') {
    const used = opinion.usage ? [small(usageWords(opinion.usage))] : []
    return [`There is none: ${escapeMarkdown(opinion.why)}`, ...used]
  }
  return [
    'Written by a model, which may be wrong and may have been misled by the change itself. Nothing passes or fails because of it.',
    opinion.notes.length === 0
      ? 'Nothing stood out to it beyond the findings.'
      : opinion.notes.map(noted).join('\n'),
    ...explained(opinion.explanations, findings),
    ...unseen(opinion.notSent),
    small(readWords(opinion)),
  ]
}

const noted = ({ title, severity, path, line, explanation }: OpinionNote): string =>
  `- **${escapeMarkdown(title)}** (${severity}), ${place(path, line)}<br>${escapeMarkdown(explanation)}`

function unseen(notSent: Given['notSent']): readonly string[] {
  if (notSent.length === 0) return []
  const lines = notSent.map(({ path, why }) => `- ${markdownCode(path)}: ${escapeMarkdown(why)}`)
  const head = `<details><summary>${count(notSent.length, 'file')} that it did not see</summary>`
  return [head, lines.join('\n'), '</details>']
}

function readWords({ sent, dropped, usage }: Given): string {
  const saw = `Claude read ${count(sent.length, 'file')} of this change, with secrets masked.`
  const left = dropped === 0 ? '' : ` ${count(dropped, 'remark')} about nothing in the change left out.`
  return `${saw}${left} ${usageWords(usage)}`
}

function explained(
  explanations: ReadonlyMap<number, string>,
  findings: readonly AssessedFinding[],
): readonly string[] {
  const lines = [...explanations].flatMap(([index, text]) => {
    const finding = findings[index]
    return finding === undefined
      ? []
      : [`- ${escapeMarkdown(finding.title)}, ${place(finding.path, finding.line)}: ${escapeMarkdown(text)}`]
  })
  return lines.length === 0 ? [] : ['What the findings mean here:', lines.join('\n')]
}

const place = (path: string, line: number | null): string =>
  markdownCode(line === null ? path : `${path}:${line}`)

const small = (text: string): string => `<sub>${text}</sub>`

const usageWords = ({ model, inputTokens, outputTokens, cost }: OpinionUsage): string =>
  `${markdownCode(model)}: ${inputTokens} tokens read, ${outputTokens} written; ${cost === undefined ? 'its price is not known here' : `$${cost.toFixed(4)} at list price`}.`
