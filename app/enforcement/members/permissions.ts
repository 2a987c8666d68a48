import type { GatehouseRole, Viewer } from './viewer.ts'

/** What may be done, and by whom. A program with a token of an organization may do what its scopes say, which only read. */
export const permissions = {
  /** Repositories, decisions, findings, requests: as far as they are seen. */
  read: ['owner', 'admin', 'member', 'auditor'],
  'request-access': ['owner', 'admin', 'member'],
  'answer-finding': ['owner', 'admin', 'member'],
  're-check': ['owner', 'admin', 'member'],
  /** Has all of an organization read again, which costs its rate budget. */
  sweep: ['owner', 'admin'],
  'read-policy': ['owner', 'admin', 'member', 'auditor'],
  'change-policy': ['owner'],
  'read-audit': ['owner', 'admin', 'auditor'],
  'export-audit': ['owner', 'admin', 'auditor'],
  'read-settings': ['owner', 'admin', 'auditor'],
  pause: ['owner', 'admin'],
  resume: ['owner'],
  'accept-plan': ['owner'],
  'end-access': ['owner', 'admin'],
  'undo-wave': ['owner', 'admin'],
  'manage-members': ['owner'],
  'manage-tokens': ['owner'],
  /** For how long what is kept, legal holds, exporting and erasing people. */
  'manage-data': ['owner'],
  'manage-claude': ['owner'],
  /** Where the audit log is sent on to. */
  'manage-sinks': ['owner'],
} as const satisfies Readonly<Record<string, readonly GatehouseRole[]>>
export type Permission = keyof typeof permissions

/** What a program may be let do: it reads, and orders nothing. */
export const tokenScopes = [
  'read',
  'read-policy',
  'read-audit',
  'export-audit',
  'read-settings',
] as const satisfies readonly Permission[]
export type TokenScope = (typeof tokenScopes)[number]

/** Whether somebody may do this in an organization. @param organization our id */
export function may({ roles, via }: Viewer, permission: Permission, organization: string): boolean {
  const role = roles.get(organization)
  if (role === undefined) return false
  if (via.kind === 'api-token') return via.scopes.some((scope) => scope === permission)
  const allowed: readonly GatehouseRole[] = permissions[permission]
  return allowed.includes(role)
}

/** Whether there is an organization in which they may. */
export const mayAnywhere = (viewer: Viewer, permission: Permission): boolean =>
  [...viewer.roles.keys()].some((organization) => may(viewer, permission, organization))
