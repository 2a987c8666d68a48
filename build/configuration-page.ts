import path from 'node:path'
import { type Setting, settings } from '../app/config.ts'

export const configurationPageFile = path.join(import.meta.dirname, '../docs/configuration.md')

const introduction = `# Configuration of the App

Every setting is an environment variable. A secret may instead be kept in a file: \`NAME_FILE\` names it, and \`NAME\` then must not be
set. What is wrong is said at the start, all of it at once, and a secret's value is never shown.

\`npm start\` without credentials of a GitHub App opens the set-up; docs/running.md says more. Written by \`npm run generate\` from \`app/config.ts\`; do not edit.

| setting | what it is | default |
|---|---|---|
`

/** The page for people that lists every setting of the App. */
export function configurationPage(): string {
  const rows = Object.entries<Setting>(settings).map(([name, setting]) => {
    const names = setting.isSecret === true ? `\`${name}\`, \`${name}_FILE\`` : `\`${name}\``
    return `| ${names} | ${setting.description} | ${defaultOf(setting)} |\n`
  })
  return introduction + rows.join('')
}

/** What stands where nothing is set, as a person would write it. */
function defaultOf({ schema }: Setting): string {
  const value: unknown = schema.safeParse(undefined).data
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? `\`${value}\``
    : ''
}
