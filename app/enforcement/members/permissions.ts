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

/** Each permission in words, as the page about them and the console have it. */
export const permissionMeanings: Readonly<Record<Permission, string>> = {
  read: 'See repositories, decisions, findings and requests: owners of the organization on GitHub and auditors all of them, others what they can read on GitHub',
  'request-access': 'Ask for access of a repository, and withdraw it',
  'answer-finding': 'Say of a finding that it is a false positive, rotated, or an accepted risk',
  're-check': 'Have a repository looked at again',
  sweep: 'Have all of the organization looked at again',
  'read-policy': 'Read the policy and its versions, and preview another',
  'change-policy': 'Propose another policy',
  'read-audit': 'Read the audit log, and verify it',
  'export-audit': 'Export the audit log',
  'read-settings': 'Read settings, people, tokens, provisioning and health',
  pause: 'Stop all changes on GitHub',
  resume: 'Let changes on GitHub go on',
  'accept-plan': 'Accept a plan that was stopped, and what is enforced after a restore',
  'end-access': 'End access of a repository',
  'undo-wave': 'Take back what a version of the policy has taken',
  'manage-members': 'Grant and end roles, sign people out, set provisioning up and answer what it would take',
  'manage-tokens': 'Make and end tokens of programs',
  'manage-data': 'Say how long data is kept, place legal holds, export and erase people',
  'manage-sinks': 'Say where the audit log is sent, test a receiver, and send again what it refused',
  'manage-claude': 'Connect Claude’s own side, and name its domains',
}

/** What a program may be let do: it reads, and orders nothing. */
export const tokenScopes = [
  'read',
  'read-policy',
  'read-audit',
  'export-audit',
  'read-settings',
] as const satisfies readonly Permission[]
export type TokenScope = (typeof tokenScopes)[number]

/** Whether a program may be let do it. */
export const isInScopes = (permission: Permission): boolean =>
  tokenScopes.some((scope) => scope === permission)

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
