import path from 'node:path'
import { observeEvents } from '../app/github/events.ts'
import { observePermissions } from '../app/github/permissions.ts'

export const appManifestFile = path.join(import.meta.dirname, '../app.yml')

const head = `# The GitHub App that Gatehouse runs as: what it asks for, and why. It only reads; \`notify\` and \`enforce\` ask for more, and
# docs/plans-and-permissions.md says for what. The set-up of \`npm start\` makes the App from the same list.
# Written by \`npm run generate\` from app/github/permissions.ts and app/github/events.ts; do not edit.
name: Gatehouse
description: Decides and shows which repositories AI assistants may reach. It only looks.
# Nobody else can install it.
public: false
`

/** app.yml: the App's manifest, with the reason for each permission. */
export function appManifestText(): string {
  const permissions = observePermissions.map(({ key, level, why }) => `  # to ${why}\n  ${key}: ${level}\n`)
  const events = observeEvents.map(({ name, what }) => `  # ${what}\n  - ${name}\n`)
  return `${head}default_permissions:\n${permissions.join('')}default_events:\n${events.join('')}`
}
