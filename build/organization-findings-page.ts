import path from 'node:path'
import { attestableSettings } from '../app/enforcement/attestations/settings.ts'
import { organizationChecks } from '../app/enforcement/findings-of-organization.ts'
import { markdownProse } from '../report/escape/markdown.ts'

export const organizationFindingsPageFile = path.join(import.meta.dirname, '../docs/organization-findings.md')

const introduction = `# What is found about an organization

Besides decisions about repositories, Gatehouse shows what is wrong with an organization as a whole. Ids are permanent; the audit log
has \`organization-finding.opened\`, \`.changed\` and \`.closed\` with them.

Written by \`npm run generate\` from the checks themselves; do not edit.
`

const settingsIntroduction = `## What only an owner can say

GitHub and Claude show these settings to owners and tell them to no program. Whoever looked states what they saw, with
\`gatehouse attest\`; it counts for at most 90 days, and then it is unknown again. A tick: the source was read; the others are known from
elsewhere, so pages may look otherwise.
`

/** The page for people that lists every check of an organization, and every setting that an owner states. */
export const organizationFindingsPage = (): string =>
  [
    introduction,
    ...organizationChecks.map(checkSection),
    settingsIntroduction,
    ...attestableSettings.map(settingSection),
  ].join('\n')

const checkSection = ({ id, severity, title, why, todo }: (typeof organizationChecks)[number]): string =>
  `### ${markdownProse(title)}\n\n\`${id}\`, ${severity}. ${markdownProse(why)}\n\nWhat to do: ${markdownProse(todo)}\n`

function settingSection(setting: (typeof attestableSettings)[number]): string {
  const { id, title, why, clicks, page, answers, source } = setting
  const given = answers.map((answer) => `\`${answer.id}\` (${answer.words})`).join(', ')
  return [
    `### ${markdownProse(title)}\n`,
    `\`${id}\`. ${markdownProse(why)}\n`,
    ...clicks.map((click, index) => `${index + 1}. ${markdownProse(click)}`),
    '',
    `Page: \`${page}\`${source.checked === 'read' ? ' ✓' : ''}${given === '' ? '' : `\n\nAnswers: ${given}`}\n`,
  ].join('\n')
}
