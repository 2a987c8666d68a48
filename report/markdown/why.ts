import { escapeMarkdown, markdownProse } from '../escape/markdown.ts'
import type { Explanation } from '../explanation.ts'
import { outcomeLooks } from '../outcomes.ts'
import { isAdvice, lookOf, sortReasons } from '../reasons.ts'
import { controlLabels, groundWords, headline, nextSteps, stateWords, subtitle } from '../why.ts'
import { capitalized, reasonStates } from '../wording.ts'
import { signs } from './signs.ts'

/** For an issue. */
export function renderWhyMarkdown(explanation: Explanation): string {
  const reasons = sortReasons(explanation.decision.reasons).map((reason) => {
    const state = `${signs[lookOf(reason)]} ${reasonStates[reason.state]}${isAdvice(reason) ? ' (advice)' : ''}`
    return `| ${state} | ${markdownProse(capitalized(reason.wanted))} | ${markdownProse(capitalized(reason.found))} |`
  })
  const paths = explanation.paths.map(({ assistant, path, state, control, evidence, why }) => {
    const proof = [...evidence, ...(why === undefined ? [] : [`${capitalized(why)}.`])]
      .map(escapeMarkdown)
      .join('<br>')
    return `| ${escapeMarkdown(assistant)} | ${path} | ${stateWords[state]} | ${controlLabels[control]} | ${proof} |`
  })
  const next = nextSteps(explanation).map((todo) => `- ${markdownProse(todo)}`)
  return [
    `## ${signs[outcomeLooks[explanation.decision.outcome]]} ${escapeMarkdown(headline(explanation))}`,
    '',
    escapeMarkdown(subtitle(explanation)),
    '',
    ...explanation.remarks.map((remark) => `> ${escapeMarkdown(remark)}\n`),
    '| State | Wanted | Found |\n| --- | --- | --- |',
    ...reasons,
    ...(next.length === 0 ? [] : ['', '### What to do next', '', ...next]),
    '',
    '### How it is reached',
    '',
    '| Assistant | Way | State | | Evidence |\n| --- | --- | --- | --- | --- |',
    ...paths,
    '',
    '### What was looked at',
    '',
    ...groundWords(explanation).map((text) => `- ${escapeMarkdown(text)}`),
    '',
  ].join('\n')
}
