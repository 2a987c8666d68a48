import path from 'node:path'
import {
  isInScopes,
  permissionMeanings,
  type Permission,
  permissions,
} from '../app/enforcement/members/permissions.ts'
import { gatehouseRoles } from '../app/enforcement/members/viewer.ts'

export const permissionsPageFile = path.join(import.meta.dirname, '../docs/permissions.md')

const introduction = `# Who may do what

What each role may do in an organization. Every request is checked against this very table; a route that names no line of it keeps the
process from starting. Who approves access, the policy's teams say, and no role. A program with a token may do what its scopes say, at most
what the last column allows; it orders nothing. Where roles come from: [provisioning.md](provisioning.md).
Written by \`npm run generate\` from \`app/enforcement/members/permissions.ts\`; do not edit.

| | what | ${gatehouseRoles.join(' | ')} | tokens |
|---|---|${gatehouseRoles.map(() => '---|').join('')}---|
`

/** The page for people who decide on roles, and for auditors. */
export function permissionsPage(): string {
  const rows = Object.entries(permissionMeanings).map(([name, meaning]) => {
    // oxlint-disable-next-line no-unsafe-type-assertion -- its own keys
    const permission = name as Permission
    const allowed: readonly string[] = permissions[permission]
    const marks = gatehouseRoles.map((role) => (allowed.includes(role) ? 'yes' : ''))
    return `| \`${name}\` | ${meaning} | ${marks.join(' | ')} | ${isInScopes(permission) ? 'may' : ''} |\n`
  })
  return introduction + rows.join('')
}
