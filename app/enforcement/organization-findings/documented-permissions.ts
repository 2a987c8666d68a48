/**
 * What an assistant's own App is documented to be given, by assistant; metadata is everybody's.
 * (https://code.claude.com/docs/en/github-actions, "GitHub App permissions", read in August 2026.)
 */
export const documentedPermissions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  claude: {
    actions: 'write',
    checks: 'write',
    contents: 'write',
    discussions: 'write',
    issues: 'write',
    members: 'read',
    metadata: 'read',
    pull_requests: 'write',
    repository_hooks: 'write',
    statuses: 'read',
    workflows: 'write',
  },
}

/** What every App has that an organization makes for an assistant by its documentation. */
export const ownAppPermissions = { contents: 'write', issues: 'write', pull_requests: 'write' } as const
