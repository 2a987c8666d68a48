import path from 'node:path'
import { classes } from '../app/enforcement/audit/ocsf/classes.ts'
import { ocsfFields } from '../app/enforcement/audit/ocsf/fields.ts'
import { mappings } from '../app/enforcement/audit/ocsf/mapping.ts'
import { sinkProblems } from '../app/sinks/problems.ts'

export const siemPageFile = path.join(import.meta.dirname, '..', 'docs', 'siem-fields.md')

/** What receivers of the audit log get, and what can be in the way; from the mapping, its fields, and the table of problems. */
export function siemPage(): string {
  return `# Fields and problems of the SIEM's events

[siem.md](siem.md) says how the audit log is sent on. This page is made from the code that sends it.

## Fields

Events are of OCSF 1.6.0 (https://schema.ocsf.io/1.6.0/, Apache-2.0), whose schema each of them is held against in the tests.

| attribute | what Gatehouse writes there | in |
|---|---|---|
${ocsfFields.map(({ path: name, holds, in: only }) => `| \`${name}\` | ${holds} | ${only ? only.map(captionOf).join(', ') : 'all'} |`).join('\n')}

## Events

| \`metadata.event_code\` | what happened | class | activity |
|---|---|---|---|
${Object.entries(mappings).map(rowOf).join('\n')}

## Problems

What a sink says when it cannot send, in the console, in the API (\`problem.code\`) and after a test.

| code | what it means | what to do |
|---|---|---|
${Object.entries(sinkProblems)
  .map(([code, { says, todo }]) => `| \`${code}\` | ${says} | ${todo} |`)
  .join('\n')}
`
}

const captionOf = (name: keyof typeof classes): string => classes[name].name

const rowOf = ([kind, mapping]: [string, (typeof mappings)[keyof typeof mappings]]): string => {
  const { name, uid, activities } = classes[mapping.class]
  const number = Object.entries(activities).find(([one]) => one === mapping.activity)?.[1]
  return `| \`${kind}\` | ${mapping.title} | ${name} (${uid}) | ${mapping.activity} (${number}) |`
}
