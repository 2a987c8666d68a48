import type { HandlerContext } from '../handler.ts'

/** Permissions that our App lacks to open a pull request, as GitHub's pages name them: `contents: write`. */
export const missingToPropose = ({ organization }: Pick<HandlerContext, 'organization'>): readonly string[] =>
  ['contents', 'pull_requests']
    .filter((name) => organization.installation.permissions[name] !== 'write')
    .map((name) => `${name}: write`)
